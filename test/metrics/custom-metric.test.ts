import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { computeMetric } from "../../kernel/metrics/compute.ts";
import { metricFromFormula } from "../../kernel/metrics/custom-metric.ts";
import {
  least,
  minus,
  plus,
  ratio,
  squareRoot,
  times,
  type Expression,
} from "../../kernel/metrics/expression.ts";
import { expressionText } from "../../kernel/metrics/expression-text.ts";
import { macroStatement } from "../../kernel/metrics/macros.ts";
import { parameters } from "../../kernel/metrics/metric.ts";
import { rows } from "./engine.ts";

describe("a metric from a formula", () => {
  it("has the formula's columns as parameters, in order of appearance", () => {
    const metric = define(minus(ratio("video_views_6s", "cost"), times("cost", "margin")));
    expect(parameters(metric)).toEqual([
      { name: "video_views_6s", unit: "count" },
      { name: "cost", unit: "money" },
      { name: "margin", unit: "score" },
    ]);
  });

  it("is as safe as a built-in one, whatever its columns are called", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const metric = define(ratio("cost", 'the "order" column'));
    await connection.run(macroStatement(metric));
    expect(await rows(connection, "SELECT mine(1, 3), mine(1, 0), mine(NULL, 2)")).toEqual([
      [1 / 3, null, null],
    ]);
    expect(computeMetric(metric, { cost: 1, 'the "order" column': 0 })).toBeNull();
  });

  it("gives nothing for the root of a negative number and for the lesser of something and nothing", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const root = { ...define(squareRoot("a")), name: "root" };
    const lesser = { ...define(least("a", "b")), name: "lesser" };
    for (const metric of [root, lesser]) await connection.run(macroStatement(metric));
    expect(
      await rows(
        connection,
        "SELECT root(9), root(-1), root(NULL), lesser(1, 2), lesser(2, 1), lesser(1, NULL), lesser(NULL, 1)",
      ),
    ).toEqual([[3, null, null, 1, 1, null, null]]);
    expect(computeMetric(root, { a: -1 })).toBeNull();
    expect(computeMetric(lesser, { a: 1, b: null })).toBeNull();
    expect(computeMetric(lesser, { a: 2, b: 1 })).toBe(1);
  });

  it("calculates with its constants as doubles too", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const metric = define(times("a", plus(2147483647, times(3, 0.12345678901234568))));
    await connection.run(macroStatement(metric));
    const expected = 2147483647 + 3 * 0.12345678901234568;
    expect(await rows(connection, "SELECT mine(1)")).toEqual([[expected]]);
    expect(computeMetric(metric, { a: 1 })).toBe(expected);

    const large = define(times("a", plus(2147483647, 1)));
    await connection.run(macroStatement(large));
    expect(await rows(connection, "SELECT mine(1)")).toEqual([[2147483648]]);
  });

  it.each([
    ["a name that SQL cannot call", "2s rate", ratio("a", "b")],
    ["a formula without columns", "mine", ratio(1, 2)],
    ["one column in two spellings", "mine", ratio("cost", "Cost")],
    ["a column that would change the order of parameters", "mine", ratio("cost", "25")],
  ])("is refused for %s", (_, name, formula) => {
    expect(() => metricFromFormula({ name, formula, unit: "money" })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "bad_arguments" }) }),
    );
  });
});

describe("a formula's text", () => {
  it.each<[string, Expression]>([
    ["a / b * 1000", times(ratio("a", "b"), 1000)],
    ["a / (b * 1000)", ratio("a", times("b", 1000))],
    ["(a - b) / a", ratio(minus("a", "b"), "a")],
    ["a - (b - c)", minus("a", minus("b", "c"))],
    ["a - b - c", minus(minus("a", "b"), "c")],
    ["1 - a / b", minus(1, ratio("a", "b"))],
  ])("is %s", (text, formula) => {
    expect(expressionText(formula)).toBe(text);
  });
});

function define(formula: Expression) {
  return metricFromFormula({ name: "mine", formula, unit: "money" });
}
