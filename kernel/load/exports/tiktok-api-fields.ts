import type { Spelled } from "./column.ts";

/**
 * Fields of TikTok's reporting API, by canonical id: what its answers, and the connectors that store
 * them, call the columns of an Ads Manager report. Some names mislead: `total_complete_payment_rate`
 * is a value, `engagement_rate` is the CTR of all clicks. Spellings come from a client of the API that
 * carries its documentation; those with `_p_` and `_s` from a connector, which also writes capitals.
 */
export const tiktokApiFields: Spelled = {
  account_name: ["advertiser_name"],
  account_id: ["advertiser_id"],
  campaign_name: ["campaign_name"],
  campaign_id: ["campaign_id"],
  objective: ["objective_type"],
  budget: ["campaign_budget"],
  adgroup_name: ["adgroup_name"],
  adgroup_id: ["adgroup_id"],
  placement_type: ["placement_type"],
  budget_adgroup: ["budget"],
  ad_name: ["ad_name"],
  ad_id: ["ad_id"],
  ad_text: ["ad_text"],
  call_to_action: ["call_to_action"],
  landing_page_url: ["ad_url"],
  currency: ["currency"],
  cost: ["spend"],
  net_cost: ["billed_cost"],
  cpc_destination: ["cpc"],
  cpm: ["cpm"],
  impressions: ["impressions"],
  gross_impressions: ["gross_impressions"],
  clicks_destination: ["clicks"],
  ctr_destination: ["ctr"],
  reach: ["reach"],
  cost_per_1000_reached: ["cost_per_1000_reached"],
  frequency: ["frequency"],
  conversions: ["conversion", "conversions"],
  cost_per_conversion: ["cost_per_conversion"],
  cvr_clicks: ["conversion_rate"],
  cvr_impressions: ["conversion_rate_v2"],
  conversions_by_conversion_time: ["real_time_conversion"],
  cost_per_conversion_by_conversion_time: ["real_time_cost_per_conversion"],
  cvr_clicks_by_conversion_time: ["real_time_conversion_rate"],
  cvr_impressions_by_conversion_time: ["real_time_conversion_rate_v2"],
  results: ["result"],
  cost_per_result: ["cost_per_result"],
  result_rate: ["result_rate"],
  results_by_conversion_time: ["real_time_result"],
  cost_per_result_by_conversion_time: ["real_time_cost_per_result"],
  result_rate_by_conversion_time: ["real_time_result_rate"],
  deep_funnel_results: ["secondary_goal_result"],
  cost_per_deep_funnel_result: ["cost_per_secondary_goal_result"],
  deep_funnel_result_rate: ["secondary_goal_result_rate"],
  skan_results: ["skan_result"],
  skan_cost_per_result: ["skan_cost_per_result"],
  skan_result_rate: ["skan_result_rate"],
  skan_conversions: ["skan_conversion"],
  skan_cost_per_conversion: ["skan_cost_per_conversion"],
  skan_cvr: ["skan_conversion_rate_v2"],
  video_views: ["video_play_actions", "video_views"],
  organic_video_views: ["organic_video_views"],
  video_views_2s: ["video_watched_2s", "video_watched_2_s"],
  video_views_6s: ["video_watched_6s", "video_watched_6_s"],
  video_views_25: ["video_views_p25", "video_views_p_25"],
  video_views_50: ["video_views_p50", "video_views_p_50"],
  video_views_75: ["video_views_p75", "video_views_p_75"],
  video_views_100: ["video_views_p100", "video_views_p_100"],
  average_play_time_per_view: ["average_video_play"],
  average_play_time_per_user: ["average_video_play_per_user"],
  focused_views_6s: ["engaged_view"],
  focused_views_15s: ["engaged_view_15s"],
  focused_views_15s_paid: ["paid_engaged_view_15s"],
  clicks_all: ["engagements"],
  ctr_all: ["engagement_rate"],
  sound_clicks: ["clicks_on_music_disc"],
  anchor_clicks: ["anchor_clicks"],
  anchor_click_rate_per_impression: ["anchor_click_rate"],
  hashtag_clicks: ["clicks_on_hashtag_challenge"],
  follows_paid: ["follows"],
  likes_paid: ["likes"],
  comments_paid: ["comments"],
  shares_paid: ["shares"],
  profile_visits_paid: ["profile_visits"],
  profile_visit_rate_paid: ["profile_visits_rate"],
  live_views: ["live_views"],
  live_views_10s: ["live_effective_views"],
  live_product_clicks: ["live_product_clicks"],
  interactive_addon_impressions: ["interactive_add_on_impressions"],
  interactive_addon_destination_clicks: ["interactive_add_on_destination_clicks"],
  ix_average_view_time: ["ix_page_duration_avg"],
  purchase_roas_website: ["complete_payment_roas"],
  purchases_website: ["complete_payment"],
  cost_per_purchase: ["cost_per_complete_payment"],
  purchase_rate_per_click: ["complete_payment_rate"],
  value_per_purchase: ["value_per_complete_payment"],
  purchase_value_website: ["total_complete_payment_rate"],
  landing_page_views: ["total_landing_page_view"],
  cost_per_landing_page_view: ["cost_per_landing_page_view"],
  landing_page_view_rate: ["landing_page_view_rate"],
  page_views: ["total_pageview"],
  button_clicks: ["button_click"],
  contacts: ["online_consult"],
  registrations: ["user_registration"],
  content_views: ["page_content_view_events"],
  add_to_cart_website: ["web_event_add_to_cart"],
  cost_per_add_to_cart: ["cost_per_web_event_add_to_cart"],
  add_to_cart_rate: ["web_event_add_to_cart_rate"],
  value_per_add_to_cart: ["value_per_web_event_add_to_cart"],
  add_to_cart_value: ["total_web_event_add_to_cart_value"],
  orders_placed: ["on_web_order"],
  checkouts_initiated: ["initiate_checkout"],
  cost_per_checkout_initiated: ["cost_per_initiate_checkout"],
  checkout_initiation_rate: ["initiate_checkout_rate"],
  value_per_checkout_initiated: ["value_per_initiate_checkout"],
  checkout_initiation_value: ["total_initiate_checkout_value"],
  payment_info_added: ["add_billing"],
  searches: ["page_event_search"],
  leads: ["form"],
  cost_per_lead: ["cost_per_form"],
  downloads: ["download_start"],
  adds_to_wishlist: ["on_web_add_to_wishlist"],
  subscriptions: ["on_web_subscribe"],
  roas: ["onsite_purchases_roas", "onsite_shopping_roas"],
  orders: ["onsite_shopping"],
  average_order_value: ["value_per_onsite_shopping"],
  gmv: ["total_onsite_shopping_value"],
  add_to_cart_tiktok: ["onsite_on_web_cart"],
  view_through_conversions: ["vta_conversion"],
  cost_per_view_through_conversion: ["cost_per_vta_conversion"],
  click_through_conversions: ["cta_conversion"],
  cost_per_click_through_conversion: ["cost_per_cta_conversion"],
  view_through_registrations: ["vta_registration"],
  click_through_registrations: ["cta_registration"],
  view_through_purchases: ["vta_purchase"],
  click_through_purchases: ["cta_purchase"],
  date: ["stat_time_day"],
  datetime: ["stat_time_hour"],
  country: ["country_code"],
  search_term: ["search_terms"],
  purchase_value: ["total_purchase_value"],
  inserted_at: ["__insert_date"],
  channel: ["channel"],
  app_installs_by_conversion_time: ["rt_installs"],
  status_primary: ["ad_status"],
  add_to_cart: ["add_to_cart"],
};

/** Fields that mean nothing to an analysis here and are kept under their own names. */
export const otherApiFields: readonly string[] = `
  campaign_automation_type split_test campaign_dedicate_type app_promotion_type video_id
  catalog_name promotion_type opt_status adgroup_download_url profile_image
  dpa_target_audience_type smart_target pricing_category billing_event bid_strategy bid
  bid_secondary_goal aeo_type ad_id_v2 ad_profile_image tt_app_id tt_app_name mobile_app_id
  image_mode is_aco is_smart_creative cash_spend voucher_spend paid_engaged_view
  paid_engagement_engaged_view paid_engagement_engaged_view_15s duet_clicks stitch_clicks
  sound_usage_clicks tt_playlist_visit tt_playlist_visit_rate cost_per_consideration
  new_consideration_rate new_consideration_size earned_page_video_views
  earned_page_video_views_p100 earned_page_clicks live_unique_views single_image_impressions
  single_image_impression_rate single_image_ctr interactive_add_on_activity_clicks
  interactive_add_on_option_a_clicks interactive_add_on_option_b_clicks
  countdown_sticker_recall_clicks ix_page_viewrate_avg ix_video_views ix_video_views_p25
  ix_video_views_p50 ix_video_views_p75 ix_video_views_p100 ix_average_video_play
  real_time_app_install real_time_app_install_cost app_install cost_per_app_install
  ads_impression_events cost_per_pageview tageview_rate avg_value_per_pageview
  total_value_per_pageview cost_per_button_click button_click_rate value_per_button_click
  total_button_click_value cost_per_online_consult online_consult_rate value_per_online_consult
  total_online_consult_value cost_per_user_registration user_registration_rate
  value_per_user_registration total_user_registration_value cost_per_page_content_view_event
  page_content_view_event_rate value_per_page_content_view_event
  total_page_view_content_events_value cost_per_on_web_order on_web_order_rate
  value_per_on_web_order total_on_web_order_value cost_per_add_billing add_billing_rate
  value_per_add_billing total_add_billing_value cost_per_page_event_search page_event_search_rate
  value_per_page_event_search total_page_event_search_value form_rate value_per_form
  total_form_value cost_per_download_start download_start_rate value_per_download_start
  total_download_start_value cost_per_on_web_add_to_wishlist on_web_add_to_wishlist_rate
  value_per_on_web_add_to_wishlist total_on_web_add_to_wishlist_value cost_per_on_web_subscribe
  on_web_subscribe_rate value_per_on_web_subscribe total_on_web_subscribe_value
  website_total_find_location website_cost_per_find_location website_find_location_rate
  website_value_per_find_location website_total_find_location_value website_total_schedule
  website_cost_per_schedule website_schedule_rate website_value_per_schedule
  website_total_schedule_value website_total_customize_product website_cost_per_customize_product
  website_customize_product_rate website_value_per_customize_product
  website_total_customize_product_value custom_page_events cost_per_custom_page_event
  custom_page_event_rate value_per_custom_page_event custom_page_events_value
  onsite_total_purchase onsite_cost_per_purchase onsite_purchase_rate onsite_value_per_purchase
  onsite_total_purchase_value onsite_total_checkout_initiation onsite_cost_per_checkout_initiation
  onsite_checkout_initiation_rate onsite_value_per_checkout_initiation
  onsite_total_checkout_initiation_value onsite_total_add_to_cart onsite_cost_per_add_to_cart
  onsite_add_to_cart_rate onsite_value_per_add_to_cart onsite_total_add_to_cart_value
  onsite_total_product_details_page_view onsite_cost_per_product_details_page_view
  onsite_product_details_page_view_rate onsite_value_per_product_details_page_view
  onsite_total_product_details_page_view_value onsite_total_non_first_launch
  onsite_cost_per_non_first_launch onsite_cost_per_registration onsite_add_to_wishlist
  cost_per_onsite_add_to_wishlist onsite_add_to_wishlist_rate value_per_onsite_add_to_wishlist
  total_onsite_add_to_wishlist_value onsite_add_billing cost_per_onsite_add_billing
  onsite_add_billing_rate value_per_onsite_add_billing total_onsite_add_billing_value onsite_form
  cost_per_onsite_form onsite_form_rate value_per_onsite_form total_onsite_form_value
  onsite_total_filtered_out_form_submission onsite_download_start cost_per_onsite_download_start
  onsite_download_start_rate onsite_destination_visits cost_per_onsite_destination_visit
  onsite_destination_visit_rate ix_page_view_count cost_per_ix_page_view_count
  ix_page_view_count_rate ix_button_click_count cost_per_ix_button_click_count
  ix_button_click_count_rate ix_product_click_count cost_per_ix_product_click_count
  ix_product_click_count_rate onsite_subscribe_rate onsite_total_subscribe
  onsite_cost_per_total_subscribe onsite_value_per_subscribe onsite_total_subscribe_value
  cost_per_onsite_shopping onsite_shopping_rate shop_total_purchase_by_order_submission
  shop_gross_revenue_by_order_submission shop_total_items_purchased onsite_initiate_checkout_count
  cost_per_onsite_initiate_checkout_count onsite_initiate_checkout_count_rate
  value_per_onsite_initiate_checkout_count total_onsite_initiate_checkout_count_value
  onsite_on_web_detail cost_per_onsite_on_web_detail onsite_on_web_detail_rate
  value_per_onsite_on_web_detail total_onsite_on_web_detail_value cost_per_onsite_on_web_cart
  onsite_on_web_cart_rate value_per_onsite_on_web_cart total_onsite_on_web_cart_value
  engaged_view_through_conversions cost_per_engaged_view_through_conversion vta_app_install
  cost_per_vta_app_install cta_app_install cost_per_cta_app_install evta_app_install
  cost_per_evta_app_install cost_per_vta_registration cost_per_cta_registration evta_registration
  cost_per_evta_registration cost_per_vta_purchase cost_per_cta_purchase evta_purchase
  cost_per_evta_purchase vta_complete_payment cost_per_vta_payments_completed
  evta_payments_completed cost_per_evta_payments_completed vta_complete_payment_value
  vta_complete_payment_roas image_id skan_postback_sequence total_sales_lead_value
  _fivetran_synced
`
  .trim()
  .split(/\s+/);
