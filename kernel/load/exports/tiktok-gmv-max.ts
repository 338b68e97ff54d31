import { category, id, int, money, percent, decimal, text, timestamp } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import type { Spelled } from "./column.ts";
import { totalsLabels } from "./totals-labels.ts";

/**
 * TikTok GMV Max, creatives of product campaigns: one row per video or product card of a product.
 * "ROI" is revenue per cost. Spellings come from readers of real exports.
 */
export const tiktokGmvMax: ExportDefinition = {
  id: "tiktok_gmv_max",
  label: "TikTok GMV Max creatives",
  required: [
    ["creative_type", "video_id", "product_id"],
    ["gmv", "orders", "cost_per_order", "product_impressions"],
    ["creative_type", "authorization_type", "product_ctr", "orders_per_click"],
  ],
  levels: [
    {
      level: "creative",
      id: "video_id",
      name: "video_title",
      within: ["campaign_id", "product_id"],
    },
    { level: "product", id: "product_id", within: ["campaign_id"] },
  ],
  breakdowns: ["creative_type"],
  totalsLabels,
  printedRatios: [
    ["product_ctr", "product_clicks", "product_impressions"],
    ["orders_per_click", "orders", "product_clicks"],
  ],
  columns: [
    text("campaign_name", "Campaign name"),
    id("campaign_id", "Campaign ID"),
    id("product_id", "Product ID"),
    category("creative_type", "Creative type"),
    text("video_title", "Video title"),
    id("video_id", "Video ID"),
    text("creator_username", "TikTok account"),
    timestamp("posted_at", "Time posted"),
    category("status_primary", "Status"),
    category("status_secondary", "Exploration secondary status"),
    category("authorization_type", "Authorization type"),
    money("cost", "Cost"),
    int("orders", "SKU orders", "Orders (SKU)"),
    money("cost_per_order", "Cost per order"),
    money("gmv", "Gross revenue"),
    decimal("roas", "ROI"),
    int("product_impressions", "Product ad impressions"),
    int("product_clicks", "Product ad clicks"),
    percent("product_ctr", "Product ad click rate"),
    percent("orders_per_click", "Ad conversion rate"),
    percent("video_view_rate_2s", "2-second ad video view rate"),
    percent("video_view_rate_6s", "6-second ad video view rate"),
    percent("video_view_rate_25", "25% ad video view rate"),
    percent("video_view_rate_50", "50% ad video view rate"),
    percent("video_view_rate_75", "75% ad video view rate"),
    percent("video_view_rate_100", "100% ad video view rate"),
    text("currency", "Currency"),
  ],
};

/** Indonesian headers, as a reader of real files has them. */
export const indonesian: Spelled = {
  campaign_name: ["Nama kampanye"],
  campaign_id: ["ID Campaign"],
  product_id: ["ID produk"],
  creative_type: ["Jenis materi iklan"],
  video_title: ["Judul video"],
  video_id: ["ID video"],
  creator_username: ["Akun TikTok"],
  posted_at: ["Waktu posting"],
  authorization_type: ["Jenis otorisasi"],
  cost: ["Biaya"],
  orders: ["Pesanan SKU"],
  cost_per_order: ["Biaya per pesanan"],
  gmv: ["Pendapatan kotor"],
  product_impressions: ["Impresi iklan produk"],
  product_clicks: ["Jumlah klik iklan produk"],
  product_ctr: ["Tingkat klik iklan produk"],
  orders_per_click: ["Rasio konversi iklan"],
  video_view_rate_2s: ["Rasio tayang video iklan 2 detik"],
  video_view_rate_6s: ["Rasio tayang video iklan 6 detik"],
  video_view_rate_75: ["Rasio tayang video iklan 75%"],
  currency: ["Mata uang"],
};
