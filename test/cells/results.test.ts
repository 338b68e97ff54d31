import { expect, test } from "vitest";
import { lastTable, overAds, records, runText } from "./run-text.ts";

const cell = (code: string, fence = "sql") => `\n\`\`\`${fence}\n${code}\n\`\`\`\n`;

test("a named result is a table for later SQL and charts, its units with it", async () => {
  const run = await runText(
    overAds() +
      cell(
        "SELECT ad_name, sum(cost) AS cost, ctr(sum(clicks_destination), sum(impressions)) AS ctr\nFROM ads GROUP BY ad_name",
        "sql name=by_ad",
      ) +
      cell("mark: bar\nencoding: {x: {field: cost}, y: {field: ad_name}}", "vega-lite data=By_Ad") +
      cell("SELECT max(cost) AS most, max(ctr) AS best FROM BY_AD"),
  );
  const table = lastTable(run);
  expect(records(table)).toEqual([{ most: "24.500000", best: 40 / 3000 }]);
  expect(table.columns.map(({ unit }) => unit)).toEqual(["money", "ratio"]);
  expect(table.currency).toBe("EUR");
  const chart = run.cells.at(-2)?.outputs[0];
  expect(chart).toMatchObject({ kind: "chart", table: { total: 2, currency: "EUR" } });
});

async function linesOf(sql: string): Promise<string[]> {
  const { rows } = lastTable(await runText(overAds() + cell(sql)));
  return rows.map((row) => row.join(" "));
}

test("without an order of its own a result is sorted by all columns, otherwise by that order", async () => {
  const shuffled = "SELECT * FROM (VALUES (2, 'b'), (1, 'c'), (2, 'a')) AS t(n, s)";
  expect(await linesOf(shuffled)).toEqual(["1 c", "2 a", "2 b"]);
  expect(await linesOf(`${shuffled} ORDER BY s DESC`)).toEqual(["1 c", "2 b", "2 a"]);
});

test("of several statements the last is shown, whatever ends it", async () => {
  const run = await runText(
    overAds() +
      cell(
        "CREATE TABLE t AS SELECT 1 AS a; -- first\nINSERT INTO t VALUES (2);\nSELECT sum(a)::BIGINT AS a FROM t -- ;",
      ),
  );
  expect(records(lastTable(run))).toEqual([{ a: 3 }]);
});

test("ids, counts beyond 2^53 and missing values come as they are", async () => {
  const run = await runText(
    overAds() +
      cell(
        "SELECT max(ad_id) AS ad_id, 9007199254740993 AS n, NULL::DOUBLE AS x, ctr(1, 0) AS ctr FROM ads",
      ),
  );
  expect(records(lastTable(run))).toEqual([
    { ad_id: "1801234567890123458", n: "9007199254740993", x: null, ctr: null },
  ]);
});

test("a row of figures becomes tiles, with what stands beside each of them", async () => {
  const run = await runText(
    overAds(
      "targets: {cpm: 6}\ncolumns: {cost_per_click_squared: {formula: cost / clicks_destination, unit: money}}\n",
    ) +
      cell(
        "SELECT cpm(sum(cost), sum(impressions)) AS cpm, 9.5 AS cpm_previous, [8, NULL, 7.5] AS cpm_series,\n" +
          "  cost_per_click_squared(sum(cost), sum(clicks_destination)) AS cost_per_click FROM ads",
        "sql view=kpi",
      ),
  );
  const [output] = run.cells.at(-1)?.outputs ?? [];
  expect(output).toMatchObject({
    kind: "kpi",
    currency: "EUR",
    tiles: [
      {
        name: "cpm",
        previous: "9.5",
        target: 6,
        better: "lower",
        series: [8, null, 7.5],
        unit: "money",
      },
      {
        name: "cost_per_click",
        value: 27.5 / 40,
        previous: null,
        target: null,
        series: [],
        unit: "money",
      },
    ],
  });
  if (output?.kind !== "kpi") throw new Error("no tiles");
  expect(output.tiles[0]?.value).toBeCloseTo((27.5 / 3500) * 1000, 12);
});

test("more is better for what is counted, unless the count says otherwise", async () => {
  const run = await runText(
    `${overAds()}${cell("SELECT 3 AS impressions, 4 AS refunded_orders, 5 AS test_orders, 6 AS reach", "sql view=kpi")}`,
  );
  expect(run.cells.at(-1)?.outputs[0]).toMatchObject({
    tiles: [
      { name: "impressions", better: "higher" },
      { name: "refunded_orders", better: "lower" },
      { name: "test_orders", better: "neither" },
      { name: "reach", better: "neither" },
    ],
  });
});
