import { people, single, type Measure } from "./measure.ts";

/** Who watches and who follows. */
export const audienceColumns: readonly Measure[] = [
  people(
    "followers",
    "Followers",
    "Over nothing: a stock, not a flow. Take the last day of a period.",
  ),
  {
    id: "follower_growth",
    label: "Follower growth",
    unit: "people",
    additive: false,
    sums: "Over periods of one account that follow each other; never over accounts.",
  },
  people(
    "viewers_in_bucket",
    "Viewers in an audience bucket",
    "Over the buckets of one video and one period; never over videos or days.",
  ),
  people("potential_ad_reach", "Potential ad reach of the platform"),
  ...[
    ["view_sources", "View sources"],
    ["audience_gender", "Audience by gender"],
    ["audience_age", "Audience by age"],
    ["audience_device_os", "Audience by operating system"],
    ["audience_country", "Audience by country or region"],
    ["audience_top3_country", "Audience in the top 3 countries or regions"],
    ["audience_top10_interests", "Audience by its top 10 interests"],
    ["demographic_shift", "Share of an age segment"],
    ["geolocation", "Share of a place"],
    ["active_time_windows", "Share of an hour of the day"],
    ["traffic_source_share", "Share of a traffic source"],
  ].map(([id = "", label = ""]) =>
    single(
      id,
      label,
      "ratio",
      "Over the buckets of one row's subject; never over videos, ads or days.",
    ),
  ),
];
