import { describe, expect, test } from "vitest";
import { lastTable, overAds, problemOf, records, runText } from "../cells/run-text.ts";

const defining = (definition: string, more = ""): string =>
  `\n\`\`\`ts\nimport { defineColumn, addColumn, sql, table } from "campaign-notebook";\nexport const col = defineColumn({ id: "per_click", label: "Per click", ${definition} });\n${more}\n\`\`\`\n`;
const sql = (text: string): string => `\n\`\`\`sql\n${text}\n\`\`\`\n`;
const perClick = `unit: "money", inputs: { cost: "money", clicks: "count" }`;
const one = `${perClick}, compute: ({ cost, clicks }) => cost / clicks`;
const many = `${perClick}, computeBatch: ({ cost, clicks }, rows) => Float64Array.from({ length: rows }, (_, i) => cost[i] / clicks[i])`;

describe.each([
  ["compute", one],
  ["computeBatch", many],
])("a column by %s", (_, definition) => {
  test("is called like a metric, gives NULL for NULL and for no finite number", async () => {
    const query = `SELECT per_click(sum(cost), sum(clicks_destination)) AS per_click,
      per_click(clicks := 4, cost := 2.5::DECIMAL(9,2)) AS named, per_click(NULL, 1) AS nothing
      FROM ads GROUP BY ad_id ORDER BY ad_id`;
    const table = lastTable(await runText(overAds() + defining(definition) + sql(query)));
    expect(records(table)).toEqual([
      { per_click: 0.6125, named: 0.625, nothing: null },
      { per_click: null, named: 0.625, nothing: null },
    ]);
    expect(table.columns[0]).toMatchObject({ unit: "money", label: "Per click" });
  });

  test("is the same over a million rows as in SQL", async () => {
    const query = `SELECT count(*) AS n, count(per_click(a, b)) AS valued,
      bool_and(per_click(a, b) IS NOT DISTINCT FROM a / nullif(b, 0)) AS same
      FROM (SELECT range / 7 AS a, nullif(range % 11, 3)::DOUBLE AS b FROM range(1000000))`;
    const [row] = records(lastTable(await runText(overAds() + defining(definition) + sql(query))));
    expect(row).toEqual({ n: 1_000_000, valued: 818_181, same: true });
  });

  test("is computed once over a table", async () => {
    const more =
      "export const priced = addColumn(await sql`SELECT ad_id, cost, clicks_destination AS clicks FROM ads ORDER BY ALL`, col);";
    const query = "SELECT per_click FROM priced";
    const table = lastTable(await runText(overAds() + defining(definition, more) + sql(query)));
    expect(table.rows).toEqual([[14.5 / 30], [1], [null]]);
    expect(table.columns[0]).toMatchObject({ unit: "money", label: "Per click" });
  });
});

test("a column of text takes dates and texts as text", async () => {
  const definition = `unit: "text", inputs: { date: "date", ad_name: "text" }, compute: ({ date, ad_name }) => ad_name === "B" ? null : date + " " + ad_name`;
  const query = "SELECT per_click(date, ad_name) AS t FROM ads ORDER BY date, ad_name";
  const table = lastTable(await runText(overAds() + defining(definition) + sql(query)));
  expect(table.rows).toEqual([["2026-05-01 A"], [null], ["2026-05-02 A"]]);
});

describe("a column is refused or fails", () => {
  const call = sql("SELECT per_click(cost, clicks_destination) FROM ads ORDER BY cost");
  test.each<[what: string, definition: string, problem: object]>([
    [
      "async",
      `${perClick}, compute: async () => 1`,
      { code: "script_column", message: expect.stringContaining("async") },
    ],
    [
      "a promise in disguise",
      `${perClick}, compute: () => Promise.resolve(1)`,
      { message: expect.stringContaining("a promise") },
    ],
    ["without inputs", `unit: "money", inputs: {}, compute: () => 1`, { code: "script_column" }],
    [
      "of no unit",
      `unit: "apples", inputs: { a: "count" }, compute: () => 1`,
      { message: expect.stringContaining("apples") },
    ],
    ["of both kinds", `${one}, computeBatch: () => []`, { code: "script_column" }],
    [
      "that throws",
      `${perClick}, compute: ({ cost }) => { if (cost > 12) throw new RangeError("too dear"); return 1; }`,
      {
        code: "script_column",
        message:
          "The column “per_click” failed at { cost: 14.5, clicks: 30 }: RangeError: too dear",
      },
    ],
    [
      "that gives text for money",
      `${perClick}, compute: () => "x"`,
      { message: expect.stringContaining("it gave 'x', not a number") },
    ],
    [
      "that forgets to return",
      `${perClick}, compute: () => {}`,
      { message: expect.stringContaining("it gave undefined") },
    ],
    [
      "of too few values",
      `${perClick}, computeBatch: () => [1]`,
      { message: expect.stringContaining("gave 1 for 3 rows") },
    ],
    [
      "that asks SQL",
      `${perClick}, compute: () => { void sql("FROM ads"); return 1; }`,
      { code: "script_column", message: expect.stringContaining("SQL waits for it") },
    ],
    [
      "that never ends",
      `${perClick}, compute: () => { for (;;) {} }`,
      { code: "script_column", message: expect.stringMatching(/“per_click” was ended/) },
    ],
    [
      "that exits",
      `${perClick}, compute: () => process.exit(1)`,
      { code: "script_column", message: expect.stringContaining("process.exit()") },
    ],
  ])("%s", async (_, definition, problem) => {
    const run = runText(overAds() + defining(definition) + call);
    expect(await problemOf(run)).toMatchObject(problem);
  });

  test.each<[what: string, cells: string, problem: object]>([
    [
      "an id that SQL has",
      `\n\`\`\`ts\nimport { defineColumn } from "campaign-notebook";\ndefineColumn({ id: "median", unit: "money", inputs: { cost: "money" }, compute: () => 1 });\n\`\`\`\n`,
      { code: "name_taken" },
    ],
    [
      "an id that is a metric",
      `\n\`\`\`ts\nimport { defineColumn } from "campaign-notebook";\ndefineColumn({ id: "ctr", unit: "money", inputs: { cost: "money" }, compute: () => 1 });\n\`\`\`\n`,
      { code: "name_taken" },
    ],
    [
      "an id that is computed",
      `\n\`\`\`ts\nimport { defineColumn } from "campaign-notebook";\ndefineColumn({ id: "a" + 1, unit: "money", inputs: { cost: "money" }, compute: () => 1 });\n\`\`\`\n`,
      { code: "script_column", message: expect.stringContaining("does not stand in the cell") },
    ],
    ["a call above its definition", call + defining(one), { code: "used_before_defined" }],
    [
      "a text for a number",
      defining(one) + sql("SELECT per_click(ad_id, 1) FROM ads"),
      { code: "sql_type" },
    ],
  ])("%s", async (_, cells, problem) => {
    expect(await problemOf(runText(overAds() + cells))).toMatchObject(problem);
  });
});
