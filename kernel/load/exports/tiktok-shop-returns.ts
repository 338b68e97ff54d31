import { category, id, int, money, text, timestamp } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop Seller Center, returns and refunds: one row per returned product. Dates are written
 * unlike those of the same shop's orders. Spellings come from a reader of real exports.
 */
export const tiktokShopReturns: ExportDefinition = {
  id: "tiktok_shop_returns",
  label: "TikTok Shop returns",
  required: [["return_order_id"], ["refunded_at", "return_unit_price", "return_quantity"]],
  levels: [
    {
      level: "return_line",
      id: "sku_id",
      name: "product_name",
      within: ["return_order_id", "order_id"],
      once: true,
    },
    { level: "return", id: "return_order_id", once: true },
  ],
  breakdowns: [],
  totalsLabels,
  printedRatios: [],
  columns: [
    id("return_order_id", "Return Order ID"),
    id("order_id", "Order ID"),
    category("order_status", "Order Status"),
    category("order_substatus", "Order Substatus"),
    category("cancel_return_type", "Cancelation/Return Type"),
    id("sku_id", "SKU ID"),
    text("seller_sku", "Seller SKU"),
    text("product_name", "Product Name"),
    text("variation", "Variation"),
    int("return_quantity", "Sku Quantity of return"),
    money("return_unit_price", "Return unit price"),
    money("order_refund_amount", "Order Refund Amount"),
    timestamp("refunded_at", "Refund Time"),
    timestamp("created_at", "Created Time"),
  ],
};
