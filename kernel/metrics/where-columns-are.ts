import { anchorColumns } from "./anchor-columns.ts";
import { audienceColumns } from "./audience-columns.ts";
import type { Column } from "./columns.ts";
import { organicColumns } from "./organic-columns.ts";
import { shopColumns } from "./shop-columns.ts";

const ofTikTokOne = new Set(
  [...organicColumns, ...anchorColumns, ...audienceColumns].map(({ id }) => id),
);
const ofShop = new Set([
  "gmv",
  "orders",
  "product_impressions",
  "product_clicks",
  "estimated_gmv",
  "settled_revenue",
  "test_orders",
  "refunded_orders",
]);
const ofOwnSystems = new Set(shopColumns.map(({ id }) => id).filter((id) => !ofShop.has(id)));

/** What to do for a file to have the column: a sentence for messages. */
export function whereToGet({ id, label }: Column): string {
  if (ofTikTokOne.has(id)) return "It is in the exports of TikTok One: add one as a source.";
  if (ofShop.has(id)) return "It is in the exports of TikTok Shop: add one as a source.";
  if (ofOwnSystems.has(id)) return "No ad export has it: add a source of your own that does.";
  const name = label.replace(/, as printed$/, "");
  return `Add “${name}” to the report (in Ads Manager: Columns > Custom columns), and export again.`;
}
