import type { NumberUnit } from "../protocol/unit.ts";

/**
 * Ratios, prices and averages as the platform printed them: rounded, for checking and not for
 * computing, and never to be summed. Where a metric's function has the plain name, the printed
 * column ends in `_printed`.
 */
export const printedColumns: readonly {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit;
}[] = [
  { id: "cpm_printed", label: "CPM, as printed", unit: "money" },
  { id: "cpc_destination", label: "CPC (destination), as printed", unit: "money" },
  { id: "ctr_destination", label: "CTR (destination), as printed", unit: "ratio" },
  { id: "ctr_all_printed", label: "CTR (all), as printed", unit: "ratio" },
  { id: "frequency_printed", label: "Frequency, as printed", unit: "score" },
  {
    id: "cost_per_1000_reached_printed",
    label: "Cost per 1,000 people reached, as printed",
    unit: "money",
  },

  {
    id: "average_play_time_per_view",
    label: "Average play time per video view",
    unit: "seconds",
  },
  { id: "average_play_time_per_user", label: "Average play time per user", unit: "seconds" },
  { id: "ix_average_view_time", label: "Instant experience average view time", unit: "seconds" },
  { id: "hook_rate_printed", label: "Hook rate (the advertiser's own column)", unit: "ratio" },
  { id: "hold_rate", label: "Hold rate (the advertiser's own column)", unit: "ratio" },
  { id: "video_view_rate_2s_printed", label: "2-second view rate, as printed", unit: "ratio" },
  { id: "video_view_rate_6s_printed", label: "6-second view rate, as printed", unit: "ratio" },
  { id: "video_view_rate_25_printed", label: "Video view rate at 25%, as printed", unit: "ratio" },
  { id: "video_view_rate_50_printed", label: "Video view rate at 50%, as printed", unit: "ratio" },
  { id: "video_view_rate_75_printed", label: "Video view rate at 75%, as printed", unit: "ratio" },
  {
    id: "video_view_rate_100_printed",
    label: "Video completion rate, as printed",
    unit: "ratio",
  },
  {
    id: "profile_visit_rate_paid_printed",
    label: "Paid profile visit rate, as printed",
    unit: "ratio",
  },
  {
    id: "anchor_click_rate_per_impression_printed",
    label: "Anchor click rate, as printed",
    unit: "ratio",
  },

  { id: "cvr_clicks", label: "CVR (clicks), as printed", unit: "ratio" },
  { id: "cvr_impressions_printed", label: "CVR (impressions), as printed", unit: "ratio" },
  { id: "cvr_ambiguous", label: "CVR as printed, basis unknown", unit: "ratio" },
  {
    id: "cvr_clicks_by_conversion_time",
    label: "CVR (clicks) by conversion time",
    unit: "ratio",
  },
  {
    id: "cvr_impressions_by_conversion_time",
    label: "CVR (impressions) by conversion time",
    unit: "ratio",
  },
  { id: "skan_cvr", label: "CVR (SKAN)", unit: "ratio" },
  { id: "result_rate_printed", label: "Result rate, as printed", unit: "ratio" },
  { id: "deep_funnel_result_rate", label: "Deep funnel result rate", unit: "ratio" },
  {
    id: "landing_page_view_rate_printed",
    label: "Landing page view rate, as printed",
    unit: "ratio",
  },
  { id: "add_to_cart_rate_printed", label: "Add to cart rate, as printed", unit: "ratio" },
  { id: "checkout_initiation_rate", label: "Unique checkout initiation rate", unit: "ratio" },
  { id: "purchase_rate_per_click", label: "Unique purchase rate", unit: "ratio" },
  { id: "product_ctr", label: "Product ad click rate", unit: "ratio" },
  { id: "orders_per_click", label: "Ad conversion rate (orders per click)", unit: "ratio" },

  { id: "cpa_printed", label: "CPA, as printed", unit: "money" },
  { id: "cost_per_conversion_printed", label: "Cost per conversion, as printed", unit: "money" },
  {
    id: "cost_per_conversion_by_conversion_time",
    label: "Cost per conversion by conversion time",
    unit: "money",
  },
  { id: "skan_cost_per_conversion", label: "Cost per conversion (SKAN)", unit: "money" },
  { id: "skan_cost_per_result", label: "Cost per result (SKAN)", unit: "money" },
  { id: "cost_per_result_printed", label: "Cost per result, as printed", unit: "money" },
  {
    id: "cost_per_deep_funnel_result_printed",
    label: "Cost per deep funnel result, as printed",
    unit: "money",
  },
  {
    id: "cost_per_click_through_conversion_printed",
    label: "Cost per click-through conversion, as printed",
    unit: "money",
  },
  {
    id: "cost_per_view_through_conversion_printed",
    label: "Cost per view-through conversion, as printed",
    unit: "money",
  },
  {
    id: "cost_per_landing_page_view_printed",
    label: "Cost per landing page view, as printed",
    unit: "money",
  },
  { id: "cost_per_lead_printed", label: "Cost per lead, as printed", unit: "money" },
  { id: "cost_per_add_to_cart_printed", label: "Cost per add to cart, as printed", unit: "money" },
  {
    id: "cost_per_checkout_initiated_printed",
    label: "Cost per checkout initiated, as printed",
    unit: "money",
  },
  { id: "cost_per_purchase_printed", label: "Cost per purchase, as printed", unit: "money" },
  { id: "cost_per_order_printed", label: "Cost per order, as printed", unit: "money" },

  { id: "roas_printed", label: "ROAS, as printed", unit: "multiple" },
  {
    id: "purchase_roas_website_printed",
    label: "Purchase ROAS (website), as printed",
    unit: "multiple",
  },
  { id: "value_per_purchase_printed", label: "Value per purchase, as printed", unit: "money" },
  {
    id: "value_per_add_to_cart_printed",
    label: "Value per add to cart, as printed",
    unit: "money",
  },
  {
    id: "value_per_checkout_initiated_printed",
    label: "Value per checkout initiated, as printed",
    unit: "money",
  },

  { id: "engagement_rate_printed", label: "Engagement rate, as printed", unit: "ratio" },
  {
    id: "engagement_rate_organic_printed",
    label: "Organic engagement rate, as printed",
    unit: "ratio",
  },
  { id: "engagement_rate_paid_printed", label: "Paid engagement rate, as printed", unit: "ratio" },
  {
    id: "video_completion_rate_printed",
    label: "Video completion rate (TikTok One), as printed",
    unit: "ratio",
  },
  {
    id: "view_rate_2s_printed",
    label: "2-second view rate (TikTok One), as printed",
    unit: "ratio",
  },
  {
    id: "view_rate_6s_printed",
    label: "6-second view rate (TikTok One), as printed",
    unit: "ratio",
  },
  { id: "average_view_time_printed", label: "Average view time, as printed", unit: "seconds" },
  { id: "anchor_ctr_printed", label: "Anchor click-through rate, as printed", unit: "ratio" },
  {
    id: "anchor_cta_ctr_printed",
    label: "Download or CTA click-through rate, as printed",
    unit: "ratio",
  },
  { id: "anchor_cvr_printed", label: "Anchor conversion rate, as printed", unit: "ratio" },
  {
    id: "anchor_cta_cvr_printed",
    label: "Download or CTA conversion rate, as printed",
    unit: "ratio",
  },
  {
    id: "game_event_ctr_printed",
    label: "Event click-through rate (game anchor), as printed",
    unit: "ratio",
  },
  {
    id: "shop_anchor_purchase_rate_printed",
    label: "Purchase rate (e-commerce anchor), as printed",
    unit: "ratio",
  },
  {
    id: "shop_anchor_atc_rate_printed",
    label: "Add to cart rate (e-commerce anchor), as printed",
    unit: "ratio",
  },
  {
    id: "shop_anchor_purchase_ctr_printed",
    label: "Purchase click rate (e-commerce anchor), as printed",
    unit: "ratio",
  },
  {
    id: "shop_anchor_purchase_cvr_printed",
    label: "Purchase conversion rate (e-commerce anchor), as printed",
    unit: "ratio",
  },
  {
    id: "download_anchor_ctr_printed",
    label: "Download click rate (download anchor), as printed",
    unit: "ratio",
  },
  {
    id: "download_anchor_cvr_printed",
    label: "Download conversion rate (download anchor), as printed",
    unit: "ratio",
  },
  { id: "average_order_value_printed", label: "Average order value, as printed", unit: "money" },
  { id: "bounce_rate_printed", label: "Bounce rate, as printed", unit: "ratio" },
];
