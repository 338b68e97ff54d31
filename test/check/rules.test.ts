import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rules } from "../../kernel/check/catalogue.ts";
import { check, fixed, spanText } from "./check-cells.ts";

interface Case {
  readonly code: string;
  /** Cells; the last one holds the mistake, its place between « and ». */
  readonly cells: readonly string[];
  /** The last cell after the quick fix; left out where there is none. */
  readonly fix?: string;
}

const cases: readonly Case[] = [
  {
    code: "average_of_ratio",
    cells: ["SELECT ad_id, «avg(ctr_destination)» AS ctr FROM ads GROUP BY ad_id"],
    fix: "SELECT ad_id, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads GROUP BY ad_id",
  },
  {
    code: "average_of_ratio",
    cells: ["SELECT «AVG( cpm( cost, impressions ) )» FROM ads"],
    fix: "SELECT cpm(sum(cost), sum(impressions)) FROM ads",
  },
  {
    code: "average_of_ratio",
    cells: [
      "SELECT date, sum(clicks_destination) AS clicks, sum(impressions) AS seen, ctr(clicks, seen) AS ctr FROM ads GROUP BY date",
      "WITH d AS (FROM cell_1)\nSELECT «avg(d.ctr)» -- ö €\nFROM d",
    ],
    fix: "WITH d AS (FROM cell_1)\nSELECT ctr(sum(clicks), sum(seen)) -- ö €\nFROM d",
  },
  {
    code: "average_of_ratio",
    cells: ["SELECT ad_id FROM ads GROUP BY ad_id HAVING «mean(frequency_printed)» > 2"],
  },
  {
    code: "average_of_ratio",
    cells: ["SELECT date, «avg(ctr_destination)» OVER (ORDER BY date) AS moving FROM ads"],
  },
  {
    code: "sum_of_people",
    cells: ["SELECT 'é' AS a, «sum(reach)» AS reach FROM ads"],
    fix: "SELECT 'é' AS a, max(reach) AS reach FROM ads",
  },
  {
    code: "sum_of_people",
    cells: [
      "SELECT ad_id, max(reach) AS seen FROM ads GROUP BY ad_id",
      "SELECT «sum(seen)» FROM cell_1",
    ],
    fix: "SELECT max(seen) FROM cell_1",
  },
  { code: "sum_of_people", cells: ["SELECT «sum(frequency_printed)» FROM ads"] },
  {
    code: "rates_ranked_across_regions",
    cells: [
      "SELECT country, ad_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads GROUP BY ALL ORDER BY «ctr» DESC",
    ],
    fix: "SELECT country, ad_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads GROUP BY ALL ORDER BY country, ctr DESC",
  },
  {
    code: "attribution_mixed",
    cells: [
      "SELECT sum(conversions) FROM ads",
      "SELECT date, sum(a.conversions) AS a, sum(m.conversions) AS m FROM ads a JOIN «meta» m USING (date) GROUP BY date",
    ],
  },
  { code: "timezones_mixed", cells: ["SELECT date FROM ads UNION ALL SELECT date FROM «meta»"] },
  { code: "currencies_mixed", cells: ["SELECT cost FROM ads UNION ALL SELECT cost FROM «meta»"] },
  {
    code: "currencies_mixed",
    cells: ["SELECT date, «sum(cost)» AS cost FROM mixed GROUP BY date"],
  },
  {
    code: "estimate_used",
    cells: ["SELECT s.order_id, «s.estimated_gmv» FROM shop s"],
    fix: "SELECT s.order_id, s.settled_revenue FROM shop s",
  },
  {
    code: "orders_not_cleaned",
    cells: ["SELECT created_at::DATE AS day, count(*) AS orders FROM «shop» AS s GROUP BY day"],
    fix: "SELECT created_at::DATE AS day, count(*) AS orders FROM shop AS s WHERE cancelled_at IS NULL AND coalesce(order_refund_amount, 0) = 0 GROUP BY day",
  },
  {
    code: "test_too_short",
    cells: [
      "SELECT «two_rates_p(sum(conversions), sum(clicks_destination), 4, 300)» AS p, wilson_low(1, 2) AS low FROM ads WHERE date BETWEEN DATE '2026-05-03' AND '2026-05-08'",
    ],
  },
  {
    code: "test_too_short",
    cells: [
      "SELECT wilson_low(1, 2) AS low, «two_rates_p(sum(conversions), 9, 4, 300)» AS p FROM ads WHERE date >= $period_from AND $period_to >= date",
    ],
  },
  { code: "test_underpowered", cells: ["SELECT «two_rates_p(3, 60, 4, 55)» AS p"] },
  { code: "test_underpowered", cells: ["SELECT «two_rates_p(min(cost), 9, 4, 5)» AS p FROM ads"] },
  {
    code: "test_changes_two_factors",
    cells: [
      `SELECT wilson_low(1, 2) AS low, two_rates_p(
  sum(conversions) FILTER (ad_name = 'A' AND adgroup_name = 'DE'), 500,
  sum(conversions) FILTER («ad_name» = 'B' AND adgroup_name = 'AT'), 500) AS p FROM ads`,
    ],
  },
  {
    code: "printed_cvr_compared",
    cells: [
      "SELECT a.cvr_ambiguous AS a, «t.cvr_ambiguous» AS t FROM ads a JOIN twin t USING (ad_id)",
    ],
  },
  {
    code: "printed_cvr_compared",
    cells: ["SELECT cvr_ambiguous FROM ads UNION ALL SELECT «cvr_ambiguous» FROM twin"],
    fix: "SELECT cvr_ambiguous FROM ads UNION ALL SELECT cvr(conversions, clicks_destination) FROM twin",
  },
  {
    code: "limit_without_order",
    cells: ["SELECT ad_id FROM (SELECT * FROM ads «LIMIT» 10) ORDER BY ad_id"],
    fix: "SELECT ad_id FROM (SELECT * FROM ads ORDER BY ALL LIMIT 10) ORDER BY ad_id",
  },
  {
    code: "not_repeatable",
    cells: ["SELECT cost FROM ads WHERE date > «current_date» - 7"],
    fix: "SELECT cost FROM ads WHERE date > (SELECT max(date) FROM ads) - 7",
  },
  { code: "not_repeatable", cells: ["SELECT «random()» AS r FROM ads"] },
  { code: "not_repeatable", cells: ["SELECT cost FROM ads USING «SAMPLE» 10%"] },
  {
    code: "personal_data_shown",
    cells: ["SELECT order_id, «pii_email», gmv FROM shop"],
    fix: "SELECT order_id, gmv FROM shop",
  },
  {
    code: "personal_data_shown",
    cells: ["SELECT * FROM shop", "SELECT «*» FROM cell_1"],
    fix: "SELECT * EXCLUDE (pii_email) FROM cell_1",
  },
];

describe("each mistake is named with its place, and its fix ends it", () => {
  test.each(cases)("$code: $cells", async ({ code, cells, fix }) => {
    const marked = cells.at(-1) ?? "";
    const before = cells.slice(0, -1);
    const text = marked.replaceAll(/[«»]/g, "");
    const { mistakes, unread } = await check([...before, text]);
    expect(unread).toEqual([]);
    const own = mistakes.filter(
      (mistake) => mistake.code === code && mistake.index > before.length,
    );
    expect(own).toHaveLength(1);
    const [found] = own;
    if (!found) return;
    expect(spanText(text, found)).toBe(/«(.*)»/s.exec(marked)?.[1]);
    expect(found.message.length + found.next.length).toBeLessThan(400);
    expect(fixed(text, found)).toBe(fix ?? text);
    if (fix === undefined) return;
    const after = await check([...before, fix]);
    const left = after.mistakes.filter(({ index }) => index > before.length);
    expect(left.filter((mistake) => mistake.code === code)).toEqual([]);
  });
});

test.each([
  [
    "an aggregate's average",
    "SELECT avg(clicks) FROM (SELECT sum(clicks_destination) AS clicks FROM ads GROUP BY date)",
  ],
  ["the average of a money amount", "SELECT avg(cost) FROM ads"],
  ["a median of ratios", "SELECT median(ctr(clicks_destination, impressions)) FROM ads"],
  ["a weighted average", "SELECT sum(ctr_destination * impressions) / sum(impressions) FROM ads"],
  ["an alias that hides a name", "SELECT avg(ctr) FROM (SELECT cost AS ctr FROM ads)"],
  ["a table that is not known", "SELECT avg(ctr_destination), sum(reach) FROM elsewhere"],
  ["one row each", "SELECT date, ad_id, sum(reach) AS reach FROM ads GROUP BY date, ad_id"],
  [
    "shares that add up",
    "SELECT sum(share) FROM (SELECT cost / sum(cost) OVER () AS share FROM ads)",
  ],
  [
    "one country",
    "SELECT country, ad_id, ctr(sum(clicks_destination), sum(impressions)) AS ctr FROM ads WHERE country = 'NO' GROUP BY ALL ORDER BY ctr",
  ],
  [
    "a rank inside each country",
    "SELECT country, rank() OVER (PARTITION BY country ORDER BY ctr_destination) AS r FROM ads ORDER BY country, r",
  ],
  [
    "sources that agree",
    "SELECT conversions, cost, date FROM ads UNION ALL SELECT conversions, cost, date FROM twin",
  ],
  [
    "impressions of sources that differ",
    "SELECT impressions FROM ads UNION ALL SELECT impressions FROM meta",
  ],
  ["two currencies, no money", "SELECT impressions FROM mixed"],
  ["by currency", "SELECT currency, sum(cost) FROM mixed GROUP BY currency"],
  [
    "both amounts",
    "SELECT sum(settled_revenue) - sum(estimated_gmv) AS gap FROM shop WHERE cancelled_at IS NULL",
  ],
  ["cleaned orders", "SELECT count(*) FROM shop WHERE order_status = 'paid'"],
  ["orders that are not counted", "SELECT order_id FROM shop"],
  [
    "seven days",
    "SELECT two_rates_p(sum(conversions), 9, 4, 300) AS p, wilson_low(1, 2) AS low FROM ads WHERE date >= '2026-05-01' AND date < '2026-05-08'",
  ],
  [
    "a test that can find something",
    "SELECT two_rates_p(300, 6000, 320, 5900) AS p, wilson_low(1, 2) AS low",
  ],
  [
    "one factor",
    "SELECT wilson_low(1, 2) AS low, two_rates_p(sum(conversions) FILTER (ad_name = 'A' AND adgroup_name = 'DE'), 500, sum(conversions) FILTER (ad_name = 'B' AND adgroup_name = 'DE'), 500) AS p FROM ads",
  ],
  ["CVR of one source", "SELECT cvr_ambiguous FROM ads"],
  ["LIMIT 0", "SELECT * FROM ads LIMIT 0"],
  ["an ordered limit", "SELECT cost FROM ads ORDER BY cost LIMIT 3"],
  ["a sample with a seed", "SELECT cost FROM ads USING SAMPLE reservoir(10) REPEATABLE (42)"],
  ["a column called today", "SELECT today FROM (SELECT max(date) AS today FROM ads)"],
  [
    "counted people",
    "SELECT count(DISTINCT pii_email) AS buyers FROM shop WHERE cancelled_at IS NULL",
  ],
])("nothing is said of %s", async (_, sql) => {
  expect((await check([sql])).mistakes).toEqual([]);
});

test("a hidden result shows nobody's data, and what is allowed is not named", async () => {
  const hidden = await check(["SELECT pii_email FROM shop"], { attributes: " hide=result" });
  expect(hidden.mistakes).toEqual([]);
  const allowed = ["SELECT sum(reach), avg(cpm_printed) FROM ads LIMIT 1"];
  const attributes = ' allow="sum_of_people limit_without_order"';
  const { mistakes } = await check(allowed, { attributes });
  expect(mistakes.map(({ code }) => code)).toEqual(["average_of_ratio"]);
});

test("without its exports a notebook is checked by the names of columns", async () => {
  const cell = "SELECT avg(ctr_destination) AS ctr, sum(reach) AS reach FROM ads";
  const { mistakes } = await check([cell], { isLoaded: false });
  expect(mistakes.map(({ code, fileLine }) => [code, fileLine])).toEqual([
    ["average_of_ratio", 14],
    ["sum_of_people", 14],
  ]);
});

test("every mistake is in the documentation, and nothing else is", () => {
  const page = readFileSync("docs/mistakes.md", "utf8");
  const documented = [...page.matchAll(/^\| `(\w+)` /gm)].map(([, code]) => code);
  expect(documented).toEqual(rules.map(({ code }) => code));
  // The same list in the code: every rule has a case above.
  expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(documented));
});

test("what cannot be read is said to be unread", async () => {
  const { unread } = await check(["SELEC 1", "CREATE TABLE t AS SELECT 1", "PIVOT ads ON date"]);
  expect(unread.map(({ because }) => because)).toEqual([
    "it has a syntax error",
    "it is no plain query",
    "it is no plain query",
  ]);
});
