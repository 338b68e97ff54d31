import type { NumberUnit } from "../protocol/unit.ts";

interface PrintedColumn {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit;
}

const ratio = measuredIn("ratio");
const money = measuredIn("money");
const multiple = measuredIn("multiple");
const seconds = measuredIn("seconds");
const score = measuredIn("score");

/**
 * Ratios, prices and averages as the platform printed them: rounded, for checking and not for
 * computing, and never to be summed. Where a metric's function has the plain name, the printed
 * column ends in `_printed`.
 */
export const printedColumns: readonly PrintedColumn[] = [
  money("cpm_printed", "CPM, as printed"),
  money("cpc_destination", "CPC (destination), as printed"),
  ratio("ctr_destination", "CTR (destination), as printed"),
  ratio("ctr_all_printed", "CTR (all), as printed"),
  score("frequency_printed", "Frequency, as printed"),
  money("cost_per_1000_reached_printed", "Cost per 1,000 people reached, as printed"),

  seconds("average_play_time_per_view", "Average play time per video view"),
  seconds("average_play_time_per_user", "Average play time per user"),
  seconds("ix_average_view_time", "Instant experience average view time"),
  ratio("hook_rate_printed", "Hook rate (the advertiser's own column)"),
  ratio("hold_rate", "Hold rate (the advertiser's own column)"),
  ratio("video_view_rate_2s_printed", "2-second view rate, as printed"),
  ratio("video_view_rate_6s_printed", "6-second view rate, as printed"),
  ratio("video_view_rate_25_printed", "Video view rate at 25%, as printed"),
  ratio("video_view_rate_50_printed", "Video view rate at 50%, as printed"),
  ratio("video_view_rate_75_printed", "Video view rate at 75%, as printed"),
  ratio("video_view_rate_100_printed", "Video completion rate, as printed"),
  ratio("profile_visit_rate_paid_printed", "Paid profile visit rate, as printed"),
  ratio("anchor_click_rate_per_impression_printed", "Anchor click rate, as printed"),

  ratio("cvr_clicks", "CVR (clicks), as printed"),
  ratio("cvr_impressions_printed", "CVR (impressions), as printed"),
  ratio("cvr_ambiguous", "CVR as printed, basis unknown"),
  ratio("cvr_clicks_by_conversion_time", "CVR (clicks) by conversion time"),
  ratio("cvr_impressions_by_conversion_time", "CVR (impressions) by conversion time"),
  ratio("skan_cvr", "CVR (SKAN)"),
  ratio("result_rate_printed", "Result rate, as printed"),
  ratio("deep_funnel_result_rate", "Deep funnel result rate"),
  ratio("landing_page_view_rate_printed", "Landing page view rate, as printed"),
  ratio("add_to_cart_rate_printed", "Add to cart rate, as printed"),
  ratio("checkout_initiation_rate", "Unique checkout initiation rate"),
  ratio("purchase_rate_per_click", "Unique purchase rate"),
  ratio("product_ctr", "Product ad click rate"),
  ratio("orders_per_click", "Ad conversion rate (orders per click)"),

  money("cpa_printed", "CPA, as printed"),
  money("cost_per_conversion_printed", "Cost per conversion, as printed"),
  money("cost_per_conversion_by_conversion_time", "Cost per conversion by conversion time"),
  money("skan_cost_per_conversion", "Cost per conversion (SKAN)"),
  money("skan_cost_per_result", "Cost per result (SKAN)"),
  money("cost_per_result_printed", "Cost per result, as printed"),
  money("cost_per_deep_funnel_result_printed", "Cost per deep funnel result, as printed"),
  money(
    "cost_per_click_through_conversion_printed",
    "Cost per click-through conversion, as printed",
  ),
  money("cost_per_view_through_conversion_printed", "Cost per view-through conversion, as printed"),
  money("cost_per_landing_page_view_printed", "Cost per landing page view, as printed"),
  money("cost_per_lead_printed", "Cost per lead, as printed"),
  money("cost_per_add_to_cart_printed", "Cost per add to cart, as printed"),
  money("cost_per_checkout_initiated_printed", "Cost per checkout initiated, as printed"),
  money("cost_per_purchase_printed", "Cost per purchase, as printed"),
  money("cost_per_order_printed", "Cost per order, as printed"),

  multiple("roas_printed", "ROAS, as printed"),
  multiple("purchase_roas_website_printed", "Purchase ROAS (website), as printed"),
  money("value_per_purchase_printed", "Value per purchase, as printed"),
  money("value_per_add_to_cart_printed", "Value per add to cart, as printed"),
  money("value_per_checkout_initiated_printed", "Value per checkout initiated, as printed"),

  ratio("engagement_rate_printed", "Engagement rate, as printed"),
  ratio("engagement_rate_organic_printed", "Organic engagement rate, as printed"),
  ratio("engagement_rate_paid_printed", "Paid engagement rate, as printed"),
  ratio("video_completion_rate_printed", "Video completion rate (TikTok One), as printed"),
  ratio("view_rate_2s_printed", "2-second view rate (TikTok One), as printed"),
  ratio("view_rate_6s_printed", "6-second view rate (TikTok One), as printed"),
  seconds("average_view_time_printed", "Average view time, as printed"),
  ratio("anchor_ctr_printed", "Anchor click-through rate, as printed"),
  ratio("anchor_cta_ctr_printed", "Download or CTA click-through rate, as printed"),
  ratio("anchor_cvr_printed", "Anchor conversion rate, as printed"),
  ratio("anchor_cta_cvr_printed", "Download or CTA conversion rate, as printed"),
  ratio("game_event_ctr_printed", "Event click-through rate (game anchor), as printed"),
  ratio("shop_anchor_purchase_rate_printed", "Purchase rate (e-commerce anchor), as printed"),
  ratio("shop_anchor_atc_rate_printed", "Add to cart rate (e-commerce anchor), as printed"),
  ratio("shop_anchor_purchase_ctr_printed", "Purchase click rate (e-commerce anchor), as printed"),
  ratio(
    "shop_anchor_purchase_cvr_printed",
    "Purchase conversion rate (e-commerce anchor), as printed",
  ),
  ratio("download_anchor_ctr_printed", "Download click rate (download anchor), as printed"),
  ratio("download_anchor_cvr_printed", "Download conversion rate (download anchor), as printed"),
  money("average_order_value_printed", "Average order value, as printed"),
  ratio("bounce_rate_printed", "Bounce rate, as printed"),
];

function measuredIn(unit: NumberUnit): (id: string, label: string) => PrintedColumn {
  return (id, label) => ({ id, label, unit });
}
