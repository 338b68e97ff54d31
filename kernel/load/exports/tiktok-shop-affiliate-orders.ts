import { category, id, int, money, percent, text, timestamp } from "./column.ts";
import type { Spelled } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok Shop affiliate, orders: one row per product of an order that a creator brought. Amounts come
 * twice, estimated and actual; the actual ones are empty until the order is settled. Spellings come
 * from readers of real exports.
 */
export const tiktokShopAffiliateOrders: ExportDefinition = {
  id: "tiktok_shop_affiliate_orders",
  label: "TikTok Shop affiliate orders",
  required: [
    ["order_id", "product_id", "content_id", "shop_code"],
    [
      "estimated_gmv",
      "estimated_commission",
      "settled_gmv",
      "actual_commission",
      "commission_rate",
    ],
  ],
  levels: [
    { level: "order_line", id: "sku_id", name: "product_id", within: ["order_id"], once: true },
    { level: "order", id: "order_id", once: true },
  ],
  breakdowns: ["creator_username", "content_id"],
  totalsLabels,
  printedRatios: [["commission_rate", "estimated_commission", "estimated_gmv"]],
  columns: [
    id("order_id", "Order ID", "Payment Order ID"),
    id("product_id", "Product ID"),
    text("product_name", "Product Name"),
    id("sku_id", "SKU ID"),
    text("seller_sku", "Seller Sku"),
    money("price", "Price"),
    money("gmv", "Payment Amount", "Commission GMV"),
    text("currency", "Currency"),
    int("quantity", "Quantity"),
    category("payment_method", "Payment method"),
    category("payment_status"),
    category("order_status", "Order Status"),
    text("creator_username", "Creator Username"),
    category("content_type", "Content Type"),
    id("content_id", "Content ID"),
    category("commission_model", "commission model"),
    percent("commission_rate", "Standard commission rate"),
    money("estimated_gmv", "Est. Commission Base"),
    money("estimated_commission", "Est. standard commission payment"),
    money("settled_gmv", "Actual Commission Base"),
    money("actual_commission", "Actual Commission Payment"),
    percent("shop_ads_commission_rate", "Shop Ads commission rate"),
    money("estimated_shop_ads_commission", "Est. Shop Ads commission payment"),
    money("actual_shop_ads_commission", "Actual Shop Ads commission payment"),
    money("estimated_cofunded_bonus", "Est. co-funded creator bonus"),
    money("actual_cofunded_bonus", "Actual co-funded creator bonus"),
    money("estimated_partner_commission", "Est. Commission for Affiliate Partner"),
    money("refund_amount"),
    category("is_fully_refunded", "Fully returned or refunded"),
    timestamp("created_at", "Time Created"),
    timestamp("paid_at"),
    timestamp("delivered_at"),
    timestamp("commission_paid_at", "Time Commission Paid"),
    category("platform", "Platform"),
    id("partner_campaign_id", "Partner campaign ID"),
    text("shop_code", "Shop code"),
  ],
};

/** Indonesian headers, as a reader of real files has them. */
export const indonesian: Spelled = {
  order_id: ["ID Pesanan"],
  product_id: ["ID Produk"],
  product_name: ["Produk"],
  price: ["Harga"],
  currency: ["Mata Uang"],
  quantity: ["Kuantitas"],
  payment_method: ["Metode Pembayaran"],
  order_status: ["Status Pesanan"],
  creator_username: ["Nama pengguna kreator"],
  content_type: ["Jenis Konten"],
  content_id: ["ID Konten"],
  commission_rate: ["Persentase komisi standar"],
  estimated_gmv: ["Est. Acuan Komisi"],
  estimated_commission: ["Perkiraan pembayaran komisi standar"],
  settled_gmv: ["Acuan Komisi Aktual"],
  actual_commission: ["Pembayaran Komisi Aktual"],
  refund_amount: ["Pengembalian dana"],
  created_at: ["Waktu Dibuat"],
  paid_at: ["Waktu Pembayaran"],
  commission_paid_at: ["Waktu Komisi Dibayar"],
};

/** Japanese headers, as a reader of real files has them. */
export const japanese: Spelled = {
  shop_code: ["ショップコード"],
  content_type: ["コンテンツタイプ"],
  price: ["価格"],
  quantity: ["数量"],
  gmv: ["成果報酬GMV"],
  estimated_gmv: ["成果報酬ベース"],
  payment_status: ["支払い状況"],
  order_status: ["注文の決済状況"],
  is_fully_refunded: ["すべて返品または返金済み"],
  delivered_at: ["注文配達日時"],
  paid_at: ["支払い日時"],
};
