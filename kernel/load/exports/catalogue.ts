import { flattened, spelledAlso } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { shopifyOrders } from "./shopify-orders.ts";
import { chinese, chineseInferred } from "./tiktok-ads-manager-chinese.ts";
import * as languages from "./tiktok-ads-manager-languages.ts";
import { tiktokAdsManager } from "./tiktok-ads-manager.ts";
import { otherApiFields, tiktokApiFields } from "./tiktok-api-fields.ts";
import { tiktokShopOrders } from "./tiktok-shop-orders.ts";
import { tiktokShopReturns } from "./tiktok-shop-returns.ts";
import { tiktokShopSettlements } from "./tiktok-shop-settlements.ts";

export const exportCatalogue: readonly ExportDefinition[] = [
  spelledAlso(
    { ...tiktokAdsManager, others: otherApiFields },
    {
      ja: languages.japanese,
      zh: chinese,
      es: languages.spanish,
      pt: languages.portuguese,
      fr: languages.french,
      api: flattened(tiktokApiFields),
    },
    { en: languages.englishInferred, zh: chineseInferred, sv: languages.swedishInferred },
  ),
  tiktokShopOrders,
  tiktokShopReturns,
  tiktokShopSettlements,
  shopifyOrders,
];
