import { expect, test } from "vitest";
import { suggestChart } from "../../kernel/language/suggest-chart.ts";
import { lastTable, overAds, runText } from "../cells/run-text.ts";

const query = (sql: string) => `${overAds()}\n\`\`\`sql name=result\n${sql}\n\`\`\`\n`;

const over = (values: string) => `SELECT * FROM (VALUES ${values})`;
const many = "FROM range(60) t(i)";

test.each<[string, string, string | null, string]>([
  ["days", "SELECT date, sum(cost) AS cost FROM ads GROUP BY ALL", "time series", "mark: line"],
  [
    "days of ads",
    "SELECT date, ad_name, sum(cost) AS cost FROM ads GROUP BY ALL",
    "time series",
    "color: {field: ad_name",
  ],
  [
    "days of many series",
    `SELECT DATE '2026-01-01' + i::INTEGER AS day, 'n' || i AS series, i AS n ${many}`,
    "time series",
    "detail: {field: series",
  ],
  [
    "days with no order within",
    `SELECT DATE '2026-01-01' + (i % 9)::INTEGER AS day, i AS n ${many}`,
    "time series",
    "mark: point",
  ],
  [
    "ads",
    "SELECT ad_id, max(ad_name) AS ad_name, sum(clicks_destination) AS clicks FROM ads GROUP BY ALL",
    "ranking",
    "y: {field: ad_name, type: nominal, sort: -x}",
  ],
  [
    "ids alone",
    "SELECT ad_id, sum(cost) AS cost FROM ads GROUP BY ALL",
    "ranking",
    "y: {field: ad_id",
  ],
  [
    "more bars than can be read",
    `SELECT 'n' || i AS ad, i AS n ${many}`,
    "ranking",
    "datum.place <= 20",
  ],
  [
    "a name that no expression takes",
    `SELECT 'n' || i AS ad, i AS "n [%]" ${many}`,
    "ranking",
    'x: {field: "n [%]"',
  ],
  [
    "two rates",
    `SELECT 'n' || i AS ad, ctr(i, 99) AS ctr, cvr(1, i) AS cvr, count(*) AS ads FROM range(1, 9) t(i) GROUP BY ALL`,
    "scatter",
    "size: {field: ads",
  ],
  [
    "pairs",
    over("('a', 'x', 1), ('a', 'y', 2), ('b', 'x', 3), ('b', 'y', 4)) AS t(age, gender, n"),
    "heatmap",
    "color: {field: n, type: quantitative}",
  ],
  [
    "a row of counts",
    "SELECT sum(impressions) AS impressions, sum(clicks_destination) AS clicks, count(*) AS rows FROM ads",
    "funnel",
    "{fold: [impressions, clicks, rows]}",
  ],
  [
    "steps",
    over("('Impressions', 900), ('Clicks', 40), ('Orders', 3)) AS t(step, arrived"),
    "funnel",
    "y: {field: step, type: nominal, sort: null}",
  ],
  ["one measure of many rows", `SELECT i / 7 AS share ${many}`, "distribution", "bin: true"],
  [
    "a word of YAML's own",
    over("('a', 1), ('b', 2)) AS t(\"no\", \"true\""),
    "ranking",
    'x: {field: "true"',
  ],
  ["one figure", "SELECT 1 AS n", null, ""],
  ["texts alone", "SELECT ad_name FROM ads", null, ""],
  ["an empty result", "SELECT ad_name, cost FROM ads WHERE false", null, ""],
])("%s", async (_, sql, shape, part) => {
  const table = lastTable(await runText(query(sql)));
  const chart = suggestChart(table);
  expect(chart?.shape ?? null).toBe(shape);
  if (!chart) return;
  expect(chart.text).toContain(part);
  const drawn = await runText(
    `${query(sql)}\n\`\`\`vega-lite data=result\n${chart.text}\n\`\`\`\n`,
  );
  const output = drawn.cells.at(-1)?.outputs[0];
  expect(output?.kind).toBe("chart");
  if (output?.kind !== "chart") return;
  // Something stands in it: a line, bars or points of the data.
  expect(output.svg).toMatch(
    /<path[^>]* aria-roledescription="[^"]+"|aria-roledescription="[^"]*(?:bar|point|line|rect)/,
  );
});
