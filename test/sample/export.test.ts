import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exportText, truthOf, type ExportOptions } from "../../scripts/sample/export.ts";
import { grouped, hundredths, readExport, sumOf, type ExportRow } from "./read-export.ts";

const daily = { seed: 7, level: "ad", days: true } as const;
const ads = readExport(daily);
const dailyHash = hash(daily);

const additive = [
  "Cost",
  "Impressions",
  "Clicks (destination)",
  "Clicks (all)",
  "Video views",
  "2-second video views",
  "6-second video views",
  "Video views at 25%",
  "Video views at 50%",
  "Video views at 75%",
  "Video views at 100%",
  "Landing page views (website)",
  "Adds to cart (website)",
  "Checkouts initiated (website)",
  "Purchases (website)",
  "Purchase value (website)",
  "Conversions",
];

test("a seed always gives the same bytes, another seed others", () => {
  expect(hash(daily)).toBe(dailyHash);
  expect(hash({ ...daily, seed: 8 })).not.toBe(dailyHash);
});

test("the sample in the repository is what the generator writes for seed 7", () => {
  const folder = new URL("../../samples/exports/", import.meta.url);
  const sample = readFileSync(new URL("ads-daily.csv", folder));
  expect(createHash("sha256").update(sample).digest("hex")).toBe(dailyHash);
  expect(sample.length).toBeLessThan(2_000_000);
  const truth: unknown = JSON.parse(readFileSync(new URL("ads-daily.truth.json", folder), "utf8"));
  expect(truth).toEqual(JSON.parse(JSON.stringify(truthOf(7))));
});

test("the account has 6 campaigns, 20 ad groups and 80 ads with 19-digit ids over 90 days", () => {
  const ids = (column: string) => new Set(ads.rows.map((row) => row.get(column) ?? ""));
  const [campaigns, groups, adIds] = ["Campaign ID", "Ad group ID", "Ad ID"].map(ids);
  expect([campaigns?.size, groups?.size, adIds?.size]).toEqual([6, 20, 80]);
  const all = [...(campaigns ?? []), ...(groups ?? []), ...(adIds ?? [])];
  expect(new Set(all).size).toBe(106);
  for (const id of all) expect(id).toMatch(/^\d{19}$/);
  const dates = [...ids("By Day")].toSorted();
  expect([dates.length, dates[0], dates.at(-1)]).toEqual([90, "2026-05-01", "2026-07-29"]);
  expect(new Set(ads.rows.map((row) => `${row.get("By Day")} ${row.get("Ad ID")}`)).size).toBe(
    ads.rows.length,
  );
});

test("names hold what trips readers up: commas, quotes, umlauts, emoji", () => {
  const names = ads.rows
    .map((row) => `${row.get("Campaign name")} ${row.get("Ad name")}`)
    .join("\n");
  for (const mark of [",", '"', "ä", "ø", "🌧️"]) expect(names).toContain(mark);
});

test("the totals row holds the sums, and reach that is less than the sum", () => {
  expect(ads.totals.get("By Day")).toBe(`Total of ${ads.rows.length} results`);
  expect(ads.totals.get("Ad name")).toBe("-");
  expect(ads.totals.get("Currency")).toBe("EUR");
  for (const column of additive) {
    expect([column, hundredths(ads.totals, column)]).toEqual([column, sumOf(ads.rows, column)]);
  }
  expect(hundredths(ads.totals, "Reach")).toBeLessThan(sumOf(ads.rows, "Reach"));
});

test("no step of a funnel is larger than the one before", () => {
  const chains = [
    ["Impressions", "Clicks (all)", "Clicks (destination)", "Landing page views (website)"],
    ["Impressions", "Video views", "2-second video views", "6-second video views"],
    ["Video views", "Video views at 25%", "Video views at 50%", "Video views at 75%"],
    ["Video views at 75%", "Video views at 100%"],
    ["Adds to cart (website)", "Checkouts initiated (website)", "Purchases (website)"],
    ["Impressions", "Reach"],
  ];
  const broken = [...ads.rows, ads.totals].flatMap((row) =>
    chains.flatMap((chain) =>
      chain.slice(1).flatMap((step, index) => {
        const before = chain[index] ?? "";
        return hundredths(row, step) > hundredths(row, before) ? [`${before} < ${step}`] : [];
      }),
    ),
  );
  expect(broken).toEqual([]);
});

test("printed ratios are those of the row's own counts, and '-' where nothing divides", () => {
  const ratios = [
    ["CPC (destination)", "Cost", "Clicks (destination)", 1, ""],
    ["CPM", "Cost", "Impressions", 1000, ""],
    ["CTR (destination)", "Clicks (destination)", "Impressions", 100, "%"],
    ["CTR (all)", "Clicks (all)", "Impressions", 100, "%"],
    ["Cost per 1,000 people reached", "Cost", "Reach", 1000, ""],
    ["Frequency", "Impressions", "Reach", 1, ""],
    ["Purchase ROAS (website)", "Purchase value (website)", "Cost", 1, ""],
    ["Cost per conversion", "Cost", "Conversions", 1, ""],
    ["Conversion rate (CVR)", "Conversions", "Impressions", 100, "%"],
    ["Conversion rate (CVR, clicks)", "Conversions", "Clicks (destination)", 100, "%"],
  ] as const;
  for (const row of [...ads.rows, ads.totals]) {
    for (const [column, dividend, divisor, per, sign] of ratios) {
      const printed = row.get(column) ?? "";
      const whole = hundredths(row, divisor);
      if (whole === 0) expect(printed).toBe("-");
      else {
        const exact = (per * hundredths(row, dividend)) / whole;
        expect(Math.abs(Number(printed.replace(sign, "")) - exact)).toBeLessThan(0.00500001);
      }
    }
  }
});

test.each(["adgroup", "campaign"] as const)(
  "the %s level ties with the ads, by day and in total",
  (level) => {
    const id = level === "adgroup" ? "Ad group ID" : "Campaign ID";
    for (const days of [true, false]) {
      const key = (row: ExportRow) => `${days ? row.get("By Day") : ""} ${row.get(id)}`;
      const parts = grouped(ads.rows, key);
      const { rows, totals } = readExport({ seed: 7, level, days });
      expect(rows.length).toBe(parts.size);
      for (const row of rows) {
        const members = parts.get(key(row)) ?? [];
        for (const column of additive) {
          expect([column, hundredths(row, column)]).toEqual([column, sumOf(members, column)]);
        }
        const reaches = members.map((member) => hundredths(member, "Reach"));
        expect(hundredths(row, "Reach")).toBeGreaterThanOrEqual(Math.max(...reaches));
        expect(hundredths(row, "Reach")).toBeLessThanOrEqual(sumOf(members, "Reach"));
      }
      for (const column of additive) {
        expect(hundredths(totals, column)).toBe(hundredths(ads.totals, column));
      }
    }
  },
);

test("a large export has the rows asked for, 20 columns and no id or name twice", () => {
  const { header, rows, totals } = readExport({ ...daily, rows: 12_000 });
  expect(header.length).toBe(20);
  expect(rows.length).toBe(12_000);
  expect(hundredths(totals, "Cost")).toBe(sumOf(rows, "Cost"));
  expect(new Set(rows.map((row) => `${row.get("By Day")} ${row.get("Ad ID")}`)).size).toBe(12_000);
});

function hash(options: ExportOptions): string {
  const sum = createHash("sha256");
  for (const text of exportText(options)) sum.update(text);
  return sum.digest("hex");
}
