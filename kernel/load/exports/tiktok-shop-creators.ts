import { date, decimal, id, int, money, text } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop affiliate, creators: one row per creator, per creator and product or per video, with or
 * without days. The totals row carries "Summary" for a date. The platform renamed its columns several
 * times; spellings come from readers of real exports.
 */
export const tiktokShopCreators: ExportDefinition = {
  id: "tiktok_shop_creators",
  label: "TikTok Shop affiliate creators",
  required: [
    ["creator_username"],
    ["gmv_creator", "gmv_affiliate_video", "gmv_creator_live", "estimated_commission", "gmv_link"],
  ],
  levels: [
    { level: "video", id: "video_id" },
    { level: "creator", id: "creator_username" },
  ],
  breakdowns: ["campaign_id", "shop_id", "product_id", "product_name"],
  totalsLabels,
  printedRatios: [],
  columns: [
    date("date", "Date"),
    date("comparison_date", "Comparison date"),
    id("campaign_id", "Campaign ID"),
    text("campaign_name", "Campaign name"),
    text("campaign_duration", "Campaign duration"),
    text("creator_username", "Creator name", "Creator username"),
    int("followers", "Creator follower count", "Affiliate followers"),
    id("product_id", "Product ID"),
    text("product_name", "Product name", "Product info"),
    id("video_id", "Video ID"),
    id("shop_id", "Shop ID"),
    text("shop_name", "Shop name"),
    text("category_1", "Level 1 category"),
    text("category_2", "Level 2 category"),
    money("gmv_creator", "Creator-attributed GMV", "Affiliate GMV", "Affiliate-attributed GMV"),
    money(
      "gmv_affiliate_video",
      "Affiliate video-attributed GMV",
      "Affiliate video GMV",
      "Creator video-attributed GMV",
    ),
    money("gmv_creator_live", "Creator LIVE-attributed GMV", "Affiliate LIVE GMV"),
    money("gmv_direct", "Direct GMV"),
    int("orders", "Creator-attributed orders", "Attributed orders"),
    int("orders_live", "Creator LIVE-attributed orders"),
    int("orders_video", "Creator video-attributed orders"),
    int("likes_live", "LIVE likes"),
    int("likes", "Video likes"),
    int("total_video_views", "Video views"),
    int("live_views", "LIVE views"),
    int("live_streams", "LIVE streams"),
    int("videos", "Videos"),
    int("showcase_products", "Products added to Showcase"),
    money("estimated_partner_commission", "Estimated affiliate partner commission"),
    money("actual_partner_commission", "Actual affiliate partner commission"),
    money("estimated_commission", "Estimated creator commission", "Est. commission"),
    money("actual_commission", "Actual creator commission"),
    money("refund_amount", "GMV (refund)", "Refunds"),
    money("settled_revenue", "Settled GMV"),
    money("gmv_showcase", "Revenue (Showcase)"),
    int("items_sold", "Creator-attributed items sold", "Affiliate-attributed items sold"),
    int("items_refunded", "Items refunded"),
    money("average_order_value", "AOV"),
    decimal("products_sold_daily", "Avg. daily products sold"),
    int("samples_shipped", "Samples shipped"),
    money("gmv_link", "Link GMV"),
    int("items_sold_link", "Link items sold"),
    int("orders_link", "Link orders"),
  ],
};
