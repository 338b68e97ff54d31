import { count, money, people, type Measure } from "./measure.ts";

/** What TikTok One counts on the anchor, the link on a video, and on the page behind it. */
export const anchorColumns: readonly Measure[] = [
  count("anchor_views", "Anchor views"),
  people("anchor_unique_views", "Unique anchor views"),
  people("anchor_unique_clicks", "Unique anchor clicks"),
  count("anchor_page_views", "Page views (from anchor)"),
  people("anchor_unique_page_views", "Unique page views (from anchor)"),
  count("anchor_cta_clicks", "Download or CTA button clicks"),
  people("anchor_unique_cta_clicks", "Unique download or CTA button clicks"),

  count("game_event_card_views", "Event card views (game anchor)"),
  people("game_event_card_unique_views", "Unique event card views (game anchor)"),
  count("game_event_card_clicks", "Event card clicks (game anchor)"),
  people("game_event_card_unique_clicks", "Unique event card clicks (game anchor)"),
  count("game_installs", "Installs, first time (game anchor)"),
  count("game_reinstalls", "Reinstalls (game anchor)"),
  people("game_reengagements", "Reactivated users (game anchor)"),
  count("game_app_launches", "App launches (game anchor)"),

  count("shop_anchor_purchases", "Purchases (e-commerce anchor)"),
  money("shop_anchor_gross_revenue", "Gross revenue (e-commerce anchor)"),
  count("shop_anchor_atc_clicks", "Add to cart clicks (e-commerce anchor)"),
  money("shop_anchor_atc_value", "Add to cart value (e-commerce anchor)"),
  people("shop_anchor_atc_users", "Add to cart users (e-commerce anchor)"),
  count("purchase_button_clicks", "Purchase button clicks (e-commerce anchor)"),
  people("unique_purchasers", "Unique purchasers (e-commerce anchor)"),

  count("download_anchor_clicks", "Download button clicks (download anchor)"),
  people("download_anchor_unique_clicks", "Unique download button clicks (download anchor)"),

  count("web_anchor_complete_payment", "Payments completed (web anchor)"),
  money("web_anchor_gmv", "GMV (web anchor)"),
  count("web_anchor_page_views", "Page views (web anchor)"),
  count("web_anchor_button_clicks", "Button clicks (web anchor)"),
  count("web_anchor_contact", "Contacts (web anchor)"),
  count("web_anchor_complete_registration", "Registrations completed (web anchor)"),
  count("web_anchor_view_content", "Content views (web anchor)"),
  count("web_anchor_add_to_cart", "Adds to cart (web anchor)"),
  count("web_anchor_place_order", "Orders placed (web anchor)"),
  count("web_anchor_initiate_checkout", "Checkouts initiated (web anchor)"),
  count("web_anchor_search", "Searches (web anchor)"),
  count("web_anchor_submit_form", "Forms submitted (web anchor)"),
  count("web_anchor_download", "Downloads (web anchor)"),
  count("web_anchor_add_to_wishlist", "Adds to wishlist (web anchor)"),
  count("web_anchor_subscribe", "Subscriptions (web anchor)"),
  count("web_anchor_add_payment_info", "Payment info added (web anchor)"),
];
