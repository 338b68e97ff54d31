import type { NumberUnit } from "../protocol/unit.ts";

/** Counts and amounts that exports carry and metrics are computed from. */
export const measureColumns: readonly {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit;
  readonly additive: boolean;
}[] = [
  money("cost", "Cost"),
  money("net_cost", "Net cost (less ad credits)"),
  count("impressions", "Impressions"),
  count("gross_impressions", "Gross impressions (with invalid ones)"),
  { id: "reach", label: "Reach", unit: "people", additive: false },
  count("clicks_destination", "Clicks (destination)"),
  count("clicks_all", "Clicks (all)"),
  count("clicks_unspecified", "Clicks (unspecified)"),

  count("video_views", "Video views"),
  count("video_views_2s", "2-second video views"),
  count("video_views_6s", "6-second video views"),
  count("video_views_25", "Video views at 25%"),
  count("video_views_50", "Video views at 50%"),
  count("video_views_75", "Video views at 75%"),
  count("video_views_100", "Video views at 100%"),
  count("focused_views_6s", "6-second focused views"),
  count("focused_views_15s", "15-second focused views"),
  count("focused_views_15s_paid", "15-second focused views (paid views)"),

  count("likes_paid", "Paid likes"),
  count("comments_paid", "Paid comments"),
  count("shares_paid", "Paid shares"),
  count("follows_paid", "Paid follows"),
  count("profile_visits_paid", "Paid profile visits"),
  count("anchor_clicks", "Anchor clicks"),
  count("sound_clicks", "Sound clicks"),
  count("hashtag_clicks", "Hashtag clicks"),
  count("interactive_addon_impressions", "Interactive add-on impressions"),
  count("interactive_addon_destination_clicks", "Interactive add-on destination clicks"),
  count("live_views", "LIVE views"),
  count("live_views_10s", "10-second LIVE views"),
  count("live_product_clicks", "LIVE product clicks"),

  count("conversions", "Conversions"),
  count("conversions_by_conversion_time", "Conversions by conversion time"),
  count("click_through_conversions", "Click-through conversions"),
  count("view_through_conversions", "View-through conversions"),
  count("results", "Results"),
  count("results_by_conversion_time", "Results by conversion time"),
  count("deep_funnel_results", "Deep funnel results"),
  count("skan_conversions", "Conversions (SKAN)"),
  count("skan_results", "Results (SKAN)"),

  count("landing_page_views", "Landing page views (website)"),
  count("page_views", "Page views (website)"),
  count("content_views", "Content views (website)"),
  count("button_clicks", "Button clicks (website)"),
  count("contacts", "Contacts (website)"),
  count("leads", "Leads"),
  count("registrations", "Registrations (website)"),
  count("click_through_registrations", "Click-through registrations"),
  count("view_through_registrations", "View-through registrations"),
  count("searches", "Searches (website)"),
  count("downloads", "Downloads (website)"),
  count("subscriptions", "Subscriptions (website)"),
  count("adds_to_wishlist", "Adds to wishlist (website)"),
  count("add_to_cart", "Adds to cart"),
  count("add_to_cart_website", "Adds to cart (website)"),
  count("add_to_cart_tiktok", "Adds to cart (TikTok)"),
  money("add_to_cart_value", "Add to cart value (website)"),
  count("checkouts_initiated", "Checkouts initiated (website)"),
  money("checkout_initiation_value", "Checkout initiation value (website)"),
  count("payment_info_added", "Payment info added (website)"),
  count("orders_placed", "Orders placed (website)"),
  count("purchases", "Purchases"),
  count("purchases_website", "Purchases (website)"),
  count("purchases_tiktok", "Purchases (TikTok)"),
  count("click_through_purchases", "Click-through purchases"),
  count("view_through_purchases", "View-through purchases"),
  money("purchase_value", "Purchase value"),
  money("purchase_value_website", "Purchase value (website)"),
  money("purchase_value_tiktok", "Purchase value (TikTok)"),
  money("conversion_value", "Conversion value"),

  count("product_impressions", "Product impressions"),
  count("product_clicks", "Product clicks"),
  count("orders", "Orders"),
  money("gmv", "GMV (gross revenue)"),
];

function count(id: string, label: string) {
  return { id, label, unit: "count", additive: true } as const;
}

function money(id: string, label: string) {
  return { id, label, unit: "money", additive: true } as const;
}
