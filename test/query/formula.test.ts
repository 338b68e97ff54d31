import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { metricByName } from "../../kernel/metrics/catalogue.ts";
import { metricFromFormula } from "../../kernel/metrics/custom-metric.ts";
import { inputNames } from "../../kernel/metrics/expression.ts";
import { expressionSql } from "../../kernel/metrics/expression-sql.ts";
import { expressionText } from "../../kernel/metrics/expression-text.ts";
import { macroStatement } from "../../kernel/metrics/macros.ts";
import { readFormula, type Formula, type KnownColumn } from "../../kernel/query/formula.ts";
import { parseFormula } from "../../kernel/query/parse-formula.ts";
import { identifier } from "../../kernel/sql.ts";
import { rows } from "../metrics/engine.ts";
import { queryEngine } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
beforeAll(async () => {
  engine = await queryEngine();
});

const columns: readonly KnownColumn[] = [
  { name: "cost", unit: "money" },
  { name: "impressions", unit: "count" },
  { name: "Clicks_All", unit: "count" },
  { name: "purchase_value_website", unit: "money" },
  { name: "video_views_6s", unit: "count" },
  { name: "ctr_destination", unit: "ratio" },
  { name: 'a "b"; --', unit: "score" },
  { name: "ad_name", unit: "text" },
];

async function read(text: string): Promise<Formula> {
  const parsed = await parseFormula("mine", text, engine.parse);
  return readFormula(parsed, { columns, metric: metricByName, custom: () => undefined });
}

describe("a formula", () => {
  it.each([
    ["cost / video_views_6s", "cost / video_views_6s", "money"],
    ["purchase_value_website - cost", "purchase_value_website - cost", "money"],
    ["1000 * cost / nullif(impressions, 0)", "1000 * cost / impressions", "money"],
    ["purchase_value_website / cost", "purchase_value_website / cost", "multiple"],
    ["cpm(cost, impressions)", "cost / impressions * 1000", "money"],
    ["cpm(impressions := impressions, cost => 2 * cost)", "2 * cost / impressions * 1000", "money"],
    ["ctr(clicks_all, impressions) * 100", "Clicks_All / impressions * 100", null],
    ["CTR(CLICKS_ALL, Impressions)", "Clicks_All / impressions", "ratio"],
    ["clicks_all / impressions", "Clicks_All / impressions", null],
    ["-cost + +cost", "-1 * cost + cost", "money"],
    ["cost - -5", "cost - -5", "money"],
    ["sqrt(cost)::DOUBLE", "sqrt(cost)", null],
    [
      "CASE WHEN cost > 0 AND impressions >= 10 THEN cost / impressions END",
      "cost / impressions if cost > 0 and impressions >= 10",
      "money",
    ],
    ['cost * "a ""b""; --"', 'cost * a "b"; --', null],
    ["\n  cost\n  / 1_000.5e-1\n", "cost / 100.05", "money"],
    ["cost * 0.12345678901234567890123", "cost * 0.12345678901234568", "money"],
    ["cost * 12345678901234567890123", "cost * 1.2345678901234568e+22", "money"],
  ])("%s", async (text, expected, unit) => {
    const formula = await read(text);
    expect(expressionText(formula.expression)).toBe(expected);
    expect(formula.unit).toBe(unit);
  });

  it("knows an interval's default", async () => {
    const { expression, unit } = await read("wilson_low(clicks_all, impressions)");
    expect(inputNames(expression)).toEqual(["Clicks_All", "impressions"]);
    expect(expressionText(expression)).toContain("1.959963984540054");
    expect(unit).toBe("ratio");
  });
});

describe("is refused, saying where", () => {
  it.each([
    ["sum(cost) / impressions", 1, /looks at many rows with sum\(\)/],
    ["cost / sum(cost) OVER ()", 8, /many rows/],
    ["cost + count(*)", 8, /many rows with count_star/],
    ["cost / (SELECT 1)", 8, /holds a query/],
    ["cost + EXISTS (SELECT 1)", 8, /holds a query/],
    ["cost * 'a'", 8, /holds a text/],
    ["cost * E'a'", 9, /holds a text/],
    ["cost * $$a$$", 8, /holds a parameter/],
    ["cost * $p", 8, /holds a parameter/],
    ["cost * ?", 8, /holds a parameter/],
    ["cost; DROP TABLE ads", 5, /holds a semicolon/],
    ["cost -- impressions", 6, /holds a comment/],
    ["cost--5", 5, /holds a comment/],
    ["cost /* x */", 6, /holds a comment/],
    ["1) FROM ads WHERE (cost > 1", 2, /closes a parenthesis/],
    ["cost) + (cost", 5, /closes a parenthesis/],
    ["cost * 1e999", 8, /beyond all bounds/],
    ["cost - -1e999", 8, /beyond all bounds/],
    ["cost * coost", 8, /names “coost”, which is no column/],
    ["å + cost", 1, /names “å”/],
    ["cost + '😀", 8, /holds a text/],
    ['cost * "😀" * impresions', 8, /names “😀”/],
    ["cost * ads.cost", 8, /names a table/],
    ["cost * ad_name", 8, /“ad_name”, which is no number/],
    ["cost ^ 2", 6, /uses the operator \^/],
    ["cost // 2", 6, /uses the operator \/\//],
    ["cost % 2", 6, /uses the operator %/],
    ["cost || cost", 6, /uses the operator \|\|/],
    ["round(cost)", 1, /calls round\(\), which is no metric/],
    ["main.cpm(cost, impressions)", 1, /calls cpm\(\)/],
    ["nullif(cost, 0)", 1, /nullif\(\) where nothing is divided/],
    ["cost / nullif(impressions, 1)", 8, /nullif\(\)/],
    ["coalesce(cost, 0)", 10, /replaces NULL/],
    ["cost > 5", 6, /no number/],
    ["NULL", 1, /no number/],
    ["cost + true", 8, /no number/],
    ["cost::VARCHAR", 5, /converts a type/],
    ["(cost, impressions)", 1, /calls row\(\)/],
    ["cost, impressions", 1, /calls row\(\)/],
    ["CASE WHEN cost > 0 THEN cost ELSE 0 END", 1, /chooses between values/],
    ["CASE WHEN cost = 0 THEN cost END", 16, /condition of another kind/],
    ["cpm(cost)", 1, /cpm\(\) with other inputs/],
    ["cpm(cost, impressions, 5)", 1, /other inputs/],
    ["cpm(cost, cost := cost)", 1, /other inputs/],
    ["cpm(cost, views := 5)", 1, /other inputs/],
    ["cost /", 7, /ends too early/],
    ["", 1, /ends too early/],
    ["(cost", 6, /ends too early/],
    ["cost cost", 6, /not an SQL expression from here/],
    ["cost AS x", 6, /not an SQL expression from here/],
    ['cost * "x', 8, /not an SQL expression from here/],
    ["cost * COLUMNS(*)", 8, /no number/],
    [`cost${" + cost".repeat(400)}`, 2001, /2,000 characters/],
    [`${"(".repeat(999)}cost${")".repeat(990)}`, 1, /./],
    ["sqrt(".repeat(12) + "cost" + ")".repeat(12), 11, /too long once written out/],
  ])("%s", async (text, character, what) => {
    const error: unknown = await read(text).then(
      (formula) => expressionText(formula.expression),
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      problem: {
        code: "formula",
        message: expect.stringMatching(what),
        next: expect.stringMatching(/\w/),
        ...(what.source === "." ? {} : { place: { column: "mine", character } }),
      },
    });
  });

  it("and names the column that was meant", async () => {
    await expect(read("cost / impresions")).rejects.toMatchObject({
      problem: { next: "Did you mean impressions?" },
    });
  });
});

describe("the macro of a formula", () => {
  const inputs = ["cost", "impressions", "clicks_all"] as const;
  const number = fc.oneof(
    fc.constantFrom(null, 0, 1, -2.5, 1e9),
    // The driver binds -0 as the integer 0.
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value + 0),
  );
  type Tree = number | string | readonly [Tree, "+" | "-" | "*" | "/", Tree];
  const tree = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...inputs),
      fc.constantFrom(0, 2, 0.1, 1000),
      fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree")),
    ),
  })).tree;

  const sql = (node: Tree): string =>
    typeof node === "object" ? `(${sql(node[0])} ${node[1]} ${sql(node[2])})` : String(node);

  /** Arithmetic as a reader expects it: NULL in, NULL out; nothing is divided by zero. */
  const value = (node: Tree, row: Readonly<Record<string, number | null>>): number | null => {
    if (typeof node === "number") return node;
    if (typeof node === "string") return row[node] ?? null;
    const [left, right] = [value(node[0], row), value(node[2], row)];
    if (left === null || right === null) return null;
    switch (node[1]) {
      case "+":
        return left + right;
      case "-":
        return left - right;
      case "*":
        return left * right;
      case "/":
        return right === 0 ? null : left / right;
    }
  };

  it("gives what plain arithmetic gives", async () => {
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.record({ cost: number, impressions: number, clicks_all: number }),
        async (node, row) => {
          const { expression } = await read(sql(node));
          const used = inputNames(expression);
          fc.pre(used.length > 0);
          const metric = metricFromFormula({ name: "mine", formula: expression, unit: "score" });
          await engine.connection.run(macroStatement(metric));
          const list = used.map((name) => `$${name.toLowerCase()}::DOUBLE`).join(", ");
          const bound = Object.fromEntries(
            Object.entries(row).filter(([name]) => used.some((one) => one.toLowerCase() === name)),
          );
          const result = await engine.connection.runAndReadAll(`SELECT mine(${list})`, bound);
          expect(result.getRowsJS()[0]?.[0]).toEqual(value(node, row));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("costs nothing: its plan is the inlined text's", async () => {
    const { expression } = await read("1000 * (cost - 5) / nullif(impressions, 0)");
    const metric = metricFromFormula({ name: "mine", formula: expression, unit: "money" });
    await engine.connection.run(macroStatement(metric));
    const plan = async (call: string) =>
      rows(engine.connection, `EXPLAIN SELECT ad_id, ${call} AS x FROM ads GROUP BY ad_id`);
    const inlined = expressionSql(expression, (name) => `sum(${identifier(name)})`);
    expect(await plan("mine(sum(cost), sum(impressions))")).toEqual(await plan(inlined));
  });
});
