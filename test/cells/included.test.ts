import { describe, expect, it } from "vitest";
import { beside, lastTable, overAds, problemOf, records, runText } from "./run-text.ts";

const query = `
\`\`\`sql
SELECT ad_name, price_of_click(sum(cost), sum(clicks_destination)) AS price
FROM ads GROUP BY ALL ORDER BY ad_name
\`\`\`
`;

describe("a file of columns that notebooks include", () => {
  it("defines functions with unit and label, which the notebook's own columns may use", async () => {
    beside(
      "team.yaml",
      `columns:
  price_of_click: {formula: cost / clicks_destination, unit: money, label: Price of a click, better: lower}
  double_price: twice * 2
`,
    );
    const notebook = `${overAds("include: team.yaml\ncolumns: {twice: price_of_click * 2}\n")}${query}`;
    const table = lastTable(await runText(notebook));
    expect(records(table)).toEqual([
      { ad_name: "A", price: 0.6125 },
      { ad_name: "B", price: null },
    ]);
    expect(table.columns.at(-1)).toMatchObject({ unit: "money" });
    const both = notebook.replace("price_of_click(", "double_price(");
    expect(records(lastTable(await runText(both)))[0]).toEqual({ ad_name: "A", price: 2.45 });
  });

  it.each([
    ["columns:\n  a: cost / nonsense\n", "formula", 2, 13, /“nonsense”, which is no column/],
    ["columns:\n  a: sum(cost) / 2\n", "formula", 2, 6, /looks at many rows with sum/],
    ["columns:\n  a: ad_name * 2\n", "formula", 2, 6, /“ad_name”, which is no number/],
    ["columns:\n  a: b * 2\n  b: a * 2\n", "formula", 2, undefined, /needs itself: a → b → a/],
    ["columns:\n  a: cost * 2\n  own: cost * 2\n", "name_taken", undefined, undefined, /twice/],
    ["columns:\n  ctr: cost * 2\n", "name_taken", 2, undefined, /built-in metric/],
    ["columns:\n  same_weekday: cost\n", "name_taken", 2, undefined, /built-in function/],
    ["columns:\n  a: {formla: cost}\n", "front_matter", 2, 6, /“columns.a.formula” should be/],
    ["include: more.yaml\n", "front_matter", 1, 1, /“include” is not a setting/],
    ["columns: [1, 2\n", "front_matter", 2, 1, /The file is not valid YAML/],
    ["- a\n", "front_matter", 1, 1, /The file should be a map/],
    [
      `columns: {a: "${"cost + ".repeat(10_000)}cost"}\n`,
      "front_matter",
      1,
      1,
      /larger than 64 KB/,
    ],
  ])("says what is wrong in it, and where: %j", async (text, code, line, character, message) => {
    beside("bad.yaml", text);
    const problem = await problemOf(
      runText(overAds("include: [bad.yaml]\ncolumns: {own: cost / 2}\n")),
    );
    expect(problem).toMatchObject({ code, message: expect.stringMatching(message) });
    if (line !== undefined) {
      expect(problem.place).toMatchObject({ file: "bad.yaml", line });
      if (character !== undefined) expect(problem.place?.character).toBe(character);
    }
    expect(problem.message.length).toBeLessThan(400);
  });

  it.each([
    ["gone.yaml", "not_found"],
    [".", "not_readable"],
  ])("is refused where there is none: %s", async (path, code) => {
    expect(await problemOf(runText(overAds(`include: ${path}\n`)))).toMatchObject({
      code,
      place: { file: path },
    });
  });
});

describe("a column that the source lacks", () => {
  it("is named with the metric that needs it and the way to get it", async () => {
    const problem = await failing(
      "SELECT ad_id, cvr(sum(conversions),\n  sum(clicks_destination)) AS cvr FROM ads GROUP BY ALL",
    );
    expect(problem).toMatchObject({
      code: "sql_unknown_name",
      message: "“cvr” needs “conversions”, and “ads” has no such column.",
      next: "Add “Conversions” to the report (in Ads Manager: Columns > Custom columns), and export again.",
    });
    expect(problem.place).toMatchObject({ line: 7, character: 23 });
  });

  it.each([
    ["SELECT sum(reach) AS r FROM ads", /The query reads “reach”, and “ads”/, /Ads Manager/],
    ["SELECT sum(a.anchor_views) AS r FROM ads a", /“anchor_views”/, /TikTok One/],
    [
      "SELECT refund_rate(refunded_orders, 1) FROM ads",
      /“refund_rate” needs “refunded_orders”/,
      /Shop/,
    ],
    ["SELECT bounce_rate(bounces, 2) AS r FROM ads", /“bounces”/, /source of your own/],
  ])("says so in %s", async (sql, message, next) => {
    expect(await failing(sql)).toMatchObject({
      code: "sql_unknown_name",
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    });
  });

  it.each([
    "SELECT nonsense FROM ads",
    "SELECT conversions FROM (SELECT 1 AS one)",
    "WITH few AS (SELECT impressions FROM ads) SELECT cost FROM few",
  ])("is not blamed for another mistake: %s", async (sql) => {
    const { message } = await failing(sql);
    expect(message).not.toMatch(/no such column\.$/);
  });

  it("is said of formulas too", async () => {
    const problem = await failing("SELECT 1", "columns: {worth: conversions / cost}\n");
    expect(problem).toMatchObject({
      code: "formula",
      message: expect.stringContaining("needs “conversions”, which no source here has"),
      next: expect.stringContaining("Ads Manager"),
    });
  });
});

function failing(sql: string, front = "") {
  return problemOf(runText(`${overAds(front)}\n\`\`\`sql\n${sql}\n\`\`\`\n`));
}
