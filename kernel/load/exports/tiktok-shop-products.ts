import { category, id, int, money, percent, text } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop Seller Center, product analytics: one row per product; lines above the header say the
 * period. Spellings come from a reader of real workbooks with 44 columns.
 */
export const tiktokShopProducts: ExportDefinition = {
  id: "tiktok_shop_products",
  label: "TikTok Shop product analytics",
  required: [
    ["product_id", "product_name"],
    ["gmv", "product_impressions", "items_sold"],
  ],
  levels: [{ level: "product", id: "product_id", name: "product_name" }],
  breakdowns: [],
  totalsLabels,
  printedRatios: [
    ["product_ctr", "product_clicks", "product_impressions"],
    ["add_to_cart_rate", "add_to_cart", "product_clicks"],
    ["click_to_order_rate", "sku_orders", "product_clicks"],
    ["product_ctr_unique", "product_clicks_unique", "product_impressions_unique"],
    ["shop_tab_ctr", "shop_tab_clicks", "shop_tab_impressions"],
  ],
  columns: [
    text("product_name", "Product Name"),
    id("product_id", "Product ID"),
    text("gmv_range", "GMV range"),
    category("listing_status", "Listing status"),
    money("gmv", "GMV"),
    money("gmv_seller_live", "Seller LIVE-attributed GMV"),
    money("gmv_seller_video", "Seller video-attributed GMV"),
    money("gmv_creator", "Creator-attributed GMV"),
    money("gmv_creator_live", "Creator LIVE-attributed GMV"),
    money("gmv_affiliate_video", "Affiliate video-attributed GMV"),
    money("gmv_product_card", "Seller product card GMV"),
    int("orders", "Orders"),
    int("sku_orders", "SKU orders"),
    int("items_sold", "Items sold"),
    int("customers_estimated", "Est. customers"),
    money("average_order_value", "AOV (SKU orders)"),
    int("product_impressions", "Product impressions"),
    int("product_clicks", "Product clicks"),
    percent("product_ctr", "CTR"),
    int("add_to_cart", "Add-to-cart count"),
    percent("add_to_cart_rate", "Add-to-cart rate"),
    percent("click_to_order_rate", "CTOR (SKU order)"),
    int("product_impressions_unique", "Unique product impressions"),
    int("product_clicks_unique", "Unique clicks"),
    percent("product_ctr_unique", "Unique CTR"),
    int("add_to_cart_users", "Add-to-cart users"),
    percent("add_to_cart_rate_unique", "Unique ATC rate"),
    percent("click_to_order_rate_unique", "Unique CTOR (SKU order)"),
    money("gmv_with_tax", "GMV with tax"),
    money("taxes", "Tax"),
    money("gmv_with_cofunding", "Gross merchandise value (with TikTok co-funding)"),
    money("shipping_fee_net", "Shipping fees"),
    money("refund_amount", "Refunds"),
    int("items_refunded", "Items refunded"),
    int("refund_customers", "Refund customers"),
    int("shop_tab_impressions", "Shop tab product impressions"),
    int("shop_tab_clicks", "Shop tab product clicks"),
    percent("shop_tab_ctr", "Shop tab CTR"),
    money("gmv_shop_tab", "Shop tab GMV"),
    int("shop_tab_items_sold", "Shop tab items sold"),
  ],
};
