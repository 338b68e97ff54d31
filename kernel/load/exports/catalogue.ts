import { flattened, spelledAlso } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { eventLog } from "./event-log.ts";
import { ga4 } from "./ga4.ts";
import * as meta from "./meta-ads.ts";
import { shopifyOrders } from "./shopify-orders.ts";
import { chinese, chineseInferred } from "./tiktok-ads-manager-chinese.ts";
import * as languages from "./tiktok-ads-manager-languages.ts";
import { tiktokAdsManager } from "./tiktok-ads-manager.ts";
import { otherApiFields, tiktokApiFields } from "./tiktok-api-fields.ts";
import * as gmvMax from "./tiktok-gmv-max.ts";
import * as anchors from "./tiktok-one-anchors.ts";
import * as audience from "./tiktok-one-audience.ts";
import * as one from "./tiktok-one-languages.ts";
import { tiktokOne } from "./tiktok-one.ts";
import * as affiliate from "./tiktok-shop-affiliate-orders.ts";
import { tiktokShopCreators } from "./tiktok-shop-creators.ts";
import { tiktokShopOrders } from "./tiktok-shop-orders.ts";
import { tiktokShopProducts } from "./tiktok-shop-products.ts";
import { tiktokShopReturns } from "./tiktok-shop-returns.ts";
import { tiktokShopSettlements } from "./tiktok-shop-settlements.ts";
import { tiktokShopVideos } from "./tiktok-shop-videos.ts";

/** Of two formats that know as many of a file's headers the first is taken. */
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
  spelledAlso(gmvMax.tiktokGmvMax, { id: gmvMax.indonesian }),
  spelledAlso(
    tiktokOne,
    { api: one.tiktokOneApiFields },
    { en: one.englishInferred, sv: one.swedishInferred, zh: one.chineseInferred },
  ),
  spelledAlso(
    anchors.tiktokOneAnchors,
    { api: anchors.anchorApiFields },
    { sv: anchors.swedishInferred },
  ),
  spelledAlso(
    audience.tiktokOneAudience,
    { api: audience.audienceApiFields },
    { sv: audience.swedishInferred },
  ),
  tiktokShopOrders,
  tiktokShopReturns,
  tiktokShopSettlements,
  tiktokShopProducts,
  spelledAlso(affiliate.tiktokShopAffiliateOrders, {
    id: affiliate.indonesian,
    ja: affiliate.japanese,
  }),
  tiktokShopCreators,
  tiktokShopVideos,
  shopifyOrders,
  ga4,
  eventLog,
  spelledAlso(meta.metaAds, { ja: meta.japanese, api: meta.metaApiFields }),
];
