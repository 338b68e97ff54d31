import { plus, ratio } from "./expression.ts";
import { defineMetric } from "./metric.ts";
import { rate } from "./rate-metric.ts";

const source = "TikTok One help: campaign report metrics.";

/** TikTok One: views and engagement of organic and paid plays together. */
export const organic = [
  defineMetric({
    id: "engagement_rate",
    name: "engagement_rate",
    label: "Engagement rate",
    unit: "ratio",
    better: "higher",
    inputs: { likes: "count", comments: "count", shares: "count", total_video_views: "count" },
    formula: ratio(plus(plus("likes", "comments"), "shares"), "total_video_views"),
    doc: "Likes, comments and shares per view.",
    notes:
      "Per view, not per impression or follower; favourites are not in it. The Ads Manager API field engagement_rate is another metric: `ctr_all`.",
    source,
  }),
  defineMetric({
    id: "engagement_rate_organic",
    name: "engagement_rate_organic",
    label: "Organic engagement rate",
    unit: "ratio",
    better: "higher",
    inputs: {
      likes_organic: "count",
      comments_organic: "count",
      shares_organic: "count",
      organic_video_views: "count",
    },
    formula: ratio(
      plus(plus("likes_organic", "comments_organic"), "shares_organic"),
      "organic_video_views",
    ),
    doc: "Likes, comments and shares outside Spark Ads per view outside them.",
    notes: "Its paid counterpart is `engagement_rate_paid`.",
    source,
  }),
  rate("video_completion_rate", "full_video_views", "total_video_views", {
    label: "Video completion rate (TikTok One)",
    doc: "Share of views that reached the end.",
    notes:
      "Organic and paid views together. Over the paid plays of Ads Manager it is `video_view_rate_100`.",
    source,
  }),
  rate("view_rate_2s", "views_over_2s", "total_video_views", {
    label: "2-second view rate (TikTok One)",
    doc: "Share of views that lasted more than two seconds.",
    notes:
      "TikTok One prints this share under the name that Ads Manager gives to a count of plays of at least two seconds: `video_view_rate_2s` is the share of those.",
    source,
  }),
  rate("view_rate_6s", "views_over_6s", "total_video_views", {
    label: "6-second view rate (TikTok One)",
    doc: "Share of views that lasted more than six seconds.",
    notes:
      "TikTok One prints this share under the name that Ads Manager gives to a count of plays of at least six seconds: `video_view_rate_6s` is the share of those.",
    source,
  }),
  defineMetric({
    id: "average_view_time",
    name: "average_view_time",
    label: "Average view time",
    unit: "seconds",
    better: "higher",
    inputs: { total_play_time: "seconds", total_video_views: "count" },
    formula: ratio("total_play_time", "total_video_views"),
    doc: "How long a view lasts on average.",
    notes:
      "TikTok One only, where a total exists. Ads Manager prints an average without one; averages do not average.",
    source,
  }),
  rate("view_source_share", "views_from_source", "total_video_views", {
    label: "Share of a view source",
    doc: "Share of views that came from one source, such as the For You page.",
    better: "neither",
    source,
  }),
  rate("audience_share", "viewers_in_bucket", "unique_viewers", {
    label: "Share of an audience bucket",
    doc: "Share of the viewers who are of one gender, age, place, device or interest.",
    notes:
      "Shares of different videos do not average: without the viewers behind them they have no weights. TikTok One exports the share alone.",
    better: "neither",
    of: "people",
    source,
  }),
] as const;
