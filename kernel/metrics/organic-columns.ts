import { count, people, type Measure } from "./measure.ts";

/** What TikTok One counts over a video or campaign, organic and paid views together or apart. */
export const organicColumns: readonly Measure[] = [
  count("total_video_views", "Total video views"),
  count("organic_video_views", "Organic video views"),
  count("paid_video_views", "Paid video views"),
  count("views_over_2s", "Views longer than 2 seconds"),
  count("views_over_6s", "Views longer than 6 seconds"),
  count("full_video_views", "Full video views"),
  count("views_from_source", "Views from one source"),
  count("hashtag_views", "Hashtag challenge views"),
  { id: "total_play_time", label: "Total play time", unit: "seconds", additive: true },
  people("unique_viewers", "Unique viewers"),

  count("likes", "Likes"),
  count("likes_organic", "Organic likes"),
  count("comments", "Comments"),
  count("comments_organic", "Organic comments"),
  count("shares", "Shares"),
  count("shares_organic", "Organic shares"),
  count("favorites", "Favorites"),
  count("interactions", "Interactions (likes, comments, shares)"),
  count("interactions_organic", "Organic interactions"),
  count("interactions_paid", "Paid interactions"),
];
