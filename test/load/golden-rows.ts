/** Rows that the inputs of several golden cases have. */

import type { WrittenCell } from "../../scripts/sample/written-workbook.ts";

export const header = [
  "By Day",
  "Campaign name",
  "Ad name",
  "Ad ID",
  "Currency",
  "Cost",
  "Impressions",
  "Clicks (destination)",
  "CTR (destination)",
];

type Row = readonly [string, string, string, string, string, string, string, string, string];

export function day(date: string, ad: number, cost: string, clicks: number): Row {
  return [
    date,
    "Spring",
    `Ad ${ad} 📢`,
    `180123456789012345${ad}`,
    "EUR",
    cost,
    "1000",
    String(clicks),
    `${(clicks / 10).toFixed(2)}%`,
  ];
}

export function csv(
  rows: readonly (readonly string[])[],
  first: readonly string[] = header,
): string {
  return `${[first, ...rows].map((row) => row.join(",")).join("\n")}\n`;
}

export const may = [day("2026-05-01", 1, "12.34", 10), day("2026-05-01", 2, "5.00", 4)];
export const later = [day("2026-05-02", 1, "8.90", 7), day("2026-05-02", 2, "6.10", 5)];
export const campaigns = csv(
  [["2026-05-01", "Spring", "17.34"]],
  ["By Day", "Campaign name", "Cost"],
);

/** May's first rows with numbers as numbers. */
export const numeric: WrittenCell[][] = may.map(
  ([date, campaign, ad, id, currency, cost, impressions, clicks, ctr]) => [
    date,
    campaign,
    ad,
    id,
    currency,
    Number(cost),
    Number(impressions),
    Number(clicks),
    { xml: `<c r="@" s="1"><v>${Number.parseFloat(ctr) / 100}</v></c>` },
  ],
);
export const percent = [0, 10];
