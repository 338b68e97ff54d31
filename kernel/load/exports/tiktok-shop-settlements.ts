import { category, date, id, int, money, text, timestamp } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop Seller Center, settlement statements ("Order details"): what was paid out, one row per
 * order or adjustment, in newer ones per product of an order. "/" stands for no value. Spellings come
 * from readers of real exports.
 */
export const tiktokShopSettlements: ExportDefinition = {
  id: "tiktok_shop_settlements",
  label: "TikTok Shop settlements",
  required: [["order_id"], ["settled_revenue", "fees_total", "settled_at", "statement_date"]],
  levels: [{ level: "settlement", id: "order_id", once: true }],
  breakdowns: ["settlement_type", "statement_date", "sku_id"],
  totalsLabels,
  printedRatios: [],
  columns: [
    id("order_id", "Order/adjustment ID"),
    category("settlement_type", "Type"),
    timestamp("created_at", "Order created time", "Order created date"),
    timestamp("settled_at", "Order settled time"),
    date("statement_date", "Statement date"),
    text("currency", "Currency"),
    id("sku_id", "SKU ID"),
    text("product_name", "Product name"),
    int("quantity", "Quantity"),
    money("settled_revenue", "Total settlement amount"),
    money("revenue_total", "Total Revenue"),
    money("gmv", "Subtotal after seller discounts"),
    money("line_subtotal_before_discount", "Subtotal before discounts"),
    money("line_seller_discount", "Seller discounts"),
    money("refund_amount", "Refund subtotal after seller discounts"),
    money("fees_total", "Total Fees"),
    money("platform_commission", "TikTok Shop commission fee"),
    money("affiliate_commission", "Affiliate Commission"),
    money("affiliate_partner_commission", "Affiliate partner commission"),
    money("affiliate_shop_ads_commission", "Affiliate Shop Ads commission"),
    money("gmv_max_ad_fee", "GMV Max ad fee"),
    money("customer_payment", "Customer payment"),
    money("customer_refund", "Customer refund"),
    money("adjustment_amount", "Adjustment amount"),
    id("related_order_id", "Related order ID"),
  ],
};
