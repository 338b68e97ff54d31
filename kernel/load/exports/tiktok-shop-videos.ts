import { date, id, int, money, percent, text } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop affiliate, videos: one row per video of a creator. A row below the header explains the
 * columns. Spellings come from readers of real exports.
 */
export const tiktokShopVideos: ExportDefinition = {
  id: "tiktok_shop_videos",
  label: "TikTok Shop affiliate videos",
  required: [
    ["video_id", "video_title", "video_url"],
    ["gmv_affiliate_video", "orders_video", "gmv_per_1000_views", "product_impressions"],
  ],
  levels: [{ level: "video", id: "video_id", name: "video_title" }],
  breakdowns: [],
  totalsLabels,
  printedRatios: [["product_ctr", "product_clicks", "product_impressions"]],
  columns: [
    text("video_title", "Video title"),
    id("video_id", "Video ID"),
    date("posted_at", "Post date"),
    text("video_url", "Video link"),
    text("creator_username", "Creator name", "Creator username"),
    text("product_name", "Product name"),
    money("gmv_affiliate_video", "Creator video-attributed GMV"),
    int("orders_video", "Video-attributed orders"),
    money("average_order_value", "AOV"),
    money("gmv_per_customer", "Avg. GMV per customer"),
    int("items_sold", "Video-attributed items sold"),
    money("refund_amount", "Refunds"),
    int("items_refunded", "Items refunded"),
    money("estimated_commission", "Est. commission"),
    int("total_video_views", "Video views"),
    int("likes", "Likes"),
    int("comments", "Comments"),
    int("shares", "Shares"),
    int("product_impressions", "Video product impressions"),
    int("product_clicks", "Video product clicks"),
    percent("video_completion_rate", "Completion rate"),
    percent("product_ctr", "CTR"),
    money("gmv_per_1000_views", "Video GPM"),
    int("interactions", "Engagement"),
  ],
};
