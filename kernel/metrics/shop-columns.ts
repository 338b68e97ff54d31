import { count, money, people, single, type Measure } from "./measure.ts";

/** Shop, creators, the site behind the ad, and what only the advertiser knows. */
export const shopColumns: readonly Measure[] = [
  money("estimated_gmv", "Estimated GMV"),
  money("settled_revenue", "Settled amount"),
  money("total_sales", "Total sales"),
  { ...count("test_orders", "Test and sample orders"), better: "neither" },
  { ...count("refunded_orders", "Refunded orders"), better: "lower" },
  count("shop_orders", "Orders in the shop system"),
  count("platform_conversions", "Conversions reported by the platform"),
  money("purchase_value_app", "Purchase value (app)"),

  people("visitors_driven", "Unique visitors driven"),
  people(
    "active_creators",
    "Cooperating creators",
    "Over tiers of one period; never over periods, where the same creators work on.",
  ),

  count("site_entries", "Site entries (sessions)"),
  { ...count("bounces", "Bounced sessions"), better: "lower" },
  count("micro_conversions", "Micro-conversions"),
  count("transactions", "Finalised transactions"),

  count("clicks_paid", "Paid clicks (CTA button and caption)"),
  count("video_views_3s", "3-second video views"),
  single("customer_value", "Customer value", "money", "Over nothing: a value per customer."),
  single(
    "budget",
    "Budget",
    "money",
    "Over campaigns of one period; never over days: a setting, repeated on every row.",
  ),
  single("pull_frequency", "Minutes between data pulls", "score", "Over nothing: a setting."),
];
