import { spelledAlso } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { shopifyOrders } from "./shopify-orders.ts";
import { tiktokAdsManager } from "./tiktok-ads-manager.ts";
import { tiktokApiFields } from "./tiktok-api-fields.ts";
import { tiktokShopOrders } from "./tiktok-shop-orders.ts";
import { tiktokShopReturns } from "./tiktok-shop-returns.ts";
import { tiktokShopSettlements } from "./tiktok-shop-settlements.ts";

export const exportCatalogue: readonly ExportDefinition[] = [
  spelledAlso(tiktokAdsManager, "api", tiktokApiFields),
  tiktokShopOrders,
  tiktokShopReturns,
  tiktokShopSettlements,
  shopifyOrders,
];
