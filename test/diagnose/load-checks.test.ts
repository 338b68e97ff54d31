import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadChecks } from "../../kernel/diagnose/load-checks.ts";
import type { LoadReport } from "../../kernel/protocol/load-report.ts";

function look(id: string, golden: string): string {
  const text = readFileSync(`test/golden/load/${golden}/report.json`, "utf8");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written from one, and compared with one
  const report = JSON.parse(text) as LoadReport;
  const outcome = loadChecks.find((check) => check.id === id)?.look({ report, notebook: null }) ?? {
    state: "needs",
    what: "a check",
  };
  if (outcome.state === "found") return outcome.sentence;
  return outcome.state === "fine" ? "fine" : `needs ${outcome.what}`;
}

test.each([
  ["C1", "two-second-views-as-shares", /^“2-second video views” and “6-second .* hold shares/],
  ["C1", "tiktok-one-campaigns", /hold shares/],
  ["C1", "tiktok-one-shares-as-counts", /^fine$/],
  ["C1", "gmv-max", /^fine$/],
  ["C1", "shop-orders", /^needs a column with 2-second/],
  ["C3", "tiktok-one-videos", /^TikTok One shows the region that is chosen/],
  ["C3", "ads-manager-swedish", /^needs a TikTok One export$/],
  ["C5", "tiktok-one-campaigns-swedish", /^The cost in a TikTok One export/],
  ["C5", "tiktok-one-anchors", /^needs a TikTok One export with its cost$/],
  ["C5", "ads-manager-swedish", /^needs a TikTok One export$/],
  ["C8", "shop-orders-of-samples-and-cancellations", /^Not every order is a sale: \d/],
  ["C8", "shopify-test-orders", /test/],
  ["C8", "affiliate-orders-japanese", /1 refunded or returned, 1 not paid/],
  ["C8", "shop-orders", /^fine$/],
  ["C8", "ads-manager-swedish", /^needs orders with their status/],
])("%s over %s: %s", (id, golden, says) => {
  expect(look(id, golden)).toMatch(says);
});
