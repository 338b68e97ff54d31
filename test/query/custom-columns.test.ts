import { beforeAll, describe, expect, it } from "vitest";
import { computeMetric } from "../../kernel/metrics/compute.ts";
import { expressionText } from "../../kernel/metrics/expression-text.ts";
import { engineNamesQuery, macroStatement } from "../../kernel/metrics/macros.ts";
import { parameters } from "../../kernel/metrics/metric.ts";
import {
  customMetrics,
  type CustomColumn,
  type CustomColumnContext,
} from "../../kernel/query/custom-columns.ts";
import { rows } from "../metrics/engine.ts";
import { queryEngine } from "./engine.ts";

let engine: Awaited<ReturnType<typeof queryEngine>>;
let context: CustomColumnContext;
beforeAll(async () => {
  engine = await queryEngine();
  context = {
    parse: engine.parse,
    columns: [
      { name: "cost", unit: "money" },
      { name: "impressions", unit: "count" },
      { name: "video_views_6s", unit: "count" },
    ],
    engineNames: new Set(
      (await rows(engine.connection, engineNamesQuery)).flatMap(([name]) =>
        typeof name === "string" ? name : [],
      ),
    ),
  };
});

async function define(columns: Readonly<Record<string, string | CustomColumn>>) {
  const written = Object.entries(columns).map(
    ([name, column]) => [name, typeof column === "string" ? { formula: column } : column] as const,
  );
  return customMetrics(Object.fromEntries(written), context);
}

describe("the notebook's columns", () => {
  it("become metrics with their unit, label and direction", async () => {
    const [stated, inferred] = await define({
      share: {
        formula: "video_views_6s / impressions",
        unit: "ratio",
        label: "Share",
        better: "higher",
      },
      price: "cost / video_views_6s",
    });
    expect(stated).toMatchObject({
      name: "share",
      unit: "ratio",
      label: "Share",
      better: "higher",
    });
    expect(inferred).toMatchObject({
      name: "price",
      unit: "money",
      label: "price",
      better: "neither",
    });
  });

  it("may use each other by name or as functions, whatever their order", async () => {
    const metrics = await define({
      doubled: "2 * Price",
      swapped: "price(video_views_6s := impressions, cost := 3 * cost)",
      price: "cost / video_views_6s",
    });
    expect(metrics.map(({ name }) => name)).toEqual(["price", "doubled", "swapped"]);
    expect(metrics.map(({ formula }) => expressionText(formula))).toEqual([
      "cost / video_views_6s",
      "2 * (cost / video_views_6s)",
      "3 * cost / impressions",
    ]);
    expect(metrics.map(({ unit }) => unit)).toEqual(["money", "money", "money"]);
    for (const metric of metrics) await engine.connection.run(macroStatement(metric));
    expect(
      await rows(engine.connection, "SELECT doubled(6, 4), doubled(6, 0), swapped(6, 4)"),
    ).toEqual([[3, null, 2]]);
  });

  it("take their columns in the order of the text, whatever a metric makes of them", async () => {
    const [drop, share] = await customMetrics(
      { drop: { formula: "drop_2s_to_6s(cost, impressions)" }, share: { formula: "2 * drop" } },
      context,
    );
    for (const metric of [drop, share]) {
      if (!metric) throw new Error("not defined");
      expect(parameters(metric).map(({ name }) => name)).toEqual(["cost", "impressions"]);
      await engine.connection.run(macroStatement(metric));
    }
    expect(await rows(engine.connection, "SELECT drop(400, 100), share(400, 100)")).toEqual([
      [0.75, 1.5],
    ]);
  });

  it("keep their own columns apart from the names within a metric's formula", async () => {
    const names = ["group_rate", "by_chance", "spread", "t", "square"];
    const [spread, p] = await customMetrics(
      {
        of_group: { formula: "rate_spread(group_rate, by_chance, spread, t, square)" },
        of_two: { formula: "two_rates_p(t, square, by_chance, spread)" },
      },
      { ...context, columns: names.map((name) => ({ name, unit: "count" })) },
    );
    if (!spread || !p) throw new Error("not defined");
    for (const metric of [spread, p]) await engine.connection.run(macroStatement(metric));
    const values = await rows(
      engine.connection,
      `SELECT of_group(5, 62, 2330, 4036900, 3.05), rate_spread(5, 62, 2330, 4036900, 3.05),
              of_two(30, 1000, 55, 1000), two_rates_p(30, 1000, 55, 1000)`,
    );
    const [own, builtIn, ownP, builtInP] = values[0] ?? [];
    expect([own, ownP]).toEqual([builtIn, builtInP]);
    expect(
      computeMetric(spread, {
        group_rate: 5,
        by_chance: 62,
        spread: 2330,
        t: 4036900,
        square: 3.05,
      }),
    ).toBe(builtIn);
    expect([builtIn, builtInP]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it("give their results unit, label and currency", async () => {
    const metrics = await define({
      price: { formula: "1000 * cost / video_views_6s", label: "Price" },
      price_eur: { formula: "0.092 * cost / video_views_6s", unit: "money" },
    });
    const { columns } = await queryEngine(metrics);
    expect(
      await columns("SELECT price(sum(cost), 5) AS price, price_eur(sum(cost), 5) AS eur FROM ads"),
    ).toEqual([
      { name: "price", unit: "money", label: "Price", currencyFrom: ["ads"] },
      { name: "eur", unit: "money", label: null, currencyFrom: null },
    ]);
    expect(parameters(metrics[0]!).map(({ name }) => name)).toEqual(["cost", "video_views_6s"]);
  });

  it("may be called like properties that every object has", async () => {
    const [metric] = await define({ constructor: "cost / impressions" });
    expect(metric?.name).toBe("constructor");
  });
});

describe("are refused", () => {
  it.each([
    [{ a: "cost + b", b: "c(cost)", c: "A * cost" }, "a → b → c → a"],
    [{ x: "cost", c: "A * cost", b: "c * x", a: "cost + b" }, "c → a → b → c"],
    [{ self: "self + cost" }, "self → self"],
  ])("when they need themselves: %j", async (columns, circle) => {
    await expect(define(columns)).rejects.toMatchObject({
      problem: { code: "formula", message: expect.stringContaining(circle) },
    });
  });

  it.each([
    ["ctr", "a built-in metric"],
    ["Cost", "a loaded column"],
    ["SUM", "SQL's own"],
    ["select", "SQL's own"],
    ["round", "SQL's own"],
  ])("under the name %s", async (name, holder) => {
    await expect(define({ [name]: "impressions / video_views_6s" })).rejects.toMatchObject({
      problem: {
        code: "name_taken",
        message: expect.stringContaining(holder),
        place: { column: name },
      },
    });
  });

  it("under one name in different capitals", async () => {
    await expect(define({ price: "cost", Price: "cost" })).rejects.toMatchObject({
      problem: { code: "name_taken" },
    });
  });

  it("under a name that SQL cannot call, and without columns", async () => {
    for (const columns of [{ "2s rate": "cost" }, { half: "1 / 2" }]) {
      await expect(define(columns)).rejects.toMatchObject({ problem: { code: "bad_arguments" } });
    }
  });

  it("when they double with each step, before that takes long", async () => {
    const steps = Array.from({ length: 60 }, (_, n) => [`c${n + 1}`, `c${n} * c${n}`]);
    await expect(define({ c0: "cost", ...Object.fromEntries(steps) })).rejects.toMatchObject({
      problem: { code: "formula", message: expect.stringContaining("too long") },
    });
  });
});
