import type { DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../kernel/metrics/catalogue.ts";
import { computeMetric } from "../../kernel/metrics/compute.ts";
import { assertNamesFree, engineNamesQuery } from "../../kernel/metrics/macros.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";
import { metricFaults } from "../../kernel/plugins/conformance/metric-faults.ts";
import { metricsConnection, rows } from "./engine.ts";

const metrics: readonly Metric[] = catalogue;
const inputColumns = ["a", "b", "c", "d", "e"] as const;

let connection: DuckDBConnection;
let engineNames: readonly string[];

beforeAll(async () => {
  connection = await metricsConnection();
  await connection.run(`
    CREATE TABLE ads (ad VARCHAR, cost DECIMAL(18, 2), impressions BIGINT, clicks BIGINT, conversions BIGINT);
    INSERT INTO ads VALUES
      ('one', 10.10, 1000, 10, 1), ('one', 20.20, 3000, 50, 2),
      ('two', 5.00, 500, 0, 0), ('three', NULL, 0, 0, 0);
    CREATE TABLE cases (a DOUBLE, b DOUBLE, c DOUBLE, d DOUBLE, e DOUBLE)`);
  const names = (await rows(connection, engineNamesQuery)).flat();
  engineNames = names.filter((name) => typeof name === "string");
});

describe("a macro and its helper", () => {
  it("give the same double, or both nothing, for every metric and any numbers", async () => {
    const value = fc.oneof(
      fc.constantFrom(null, 0, -0, 1, -1, 0.1, 1e308, -1e308, 5e-324, NaN, Infinity, -Infinity),
      fc.nat(1_000_000),
      fc.double(),
    );
    const cases = fc.sample(fc.tuple(value, value, value, value, value), { numRuns: 800, seed: 7 });
    // Small whole numbers in the order that most intervals and shares need.
    const shares = fc.sample(
      fc.tuple(fc.nat(500), fc.integer({ min: 500, max: 9000 }), fc.double({ min: 0.5, max: 5 })),
      { numRuns: 500, seed: 7 },
    );
    const few = fc.nat(500);
    const many = fc.integer({ min: 1001, max: 9000 });
    const part = fc.double({ min: 0.01, max: 0.45, noNaN: true });
    // What tests, shrinking, percentiles and durations of tests need.
    const answerable = [
      fc.tuple(few, many, few, many, part),
      fc.tuple(few, many, part, part, part),
      fc.tuple(few, few, many, part, part),
      fc.tuple(part, part, many, part, part),
    ].flatMap((group) => fc.sample(group, { numRuns: 400, seed: 7 }));
    const table = [...cases, ...shares.map(([a, b, c]) => [a, b, c, 1, 1]), ...answerable];
    const appender = await connection.createAppender("cases");
    for (const row of table) {
      for (const cell of row) {
        if (cell === null) appender.appendNull();
        else appender.appendDouble(cell);
      }
      appender.endRow();
    }
    appender.closeSync();

    const calls = metrics.map((metric) => `${metric.name}(${columnsOf(metric).join(", ")})`);
    const computed = await rows(connection, `SELECT ${calls.join(", ")} FROM cases ORDER BY rowid`);

    expect(computed).toHaveLength(table.length);
    const wrong: string[] = [];
    const answers = metrics.map(() => 0);
    for (const [r, row] of table.entries()) {
      for (const [m, metric] of metrics.entries()) {
        const inputs = parameters(metric).map(({ name }, i) => [name, row[i] ?? null] as const);
        const expected = computeMetric(metric, Object.fromEntries(inputs));
        const actual = computed[r]?.[m];
        // === takes 0 and -0 for equal; Object.is takes NaN for itself.
        if (
          actual !== expected &&
          !Object.is(actual, expected) &&
          !alike(metric, actual, expected)
        ) {
          wrong.push(`${metric.name}(${row.join(", ")}) is not ${expected}`);
        }
        if (expected !== null && Number.isFinite(expected)) answers[m] = (answers[m] ?? 0) + 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(Math.min(...answers)).toBeGreaterThan(300);
  });

  it.each(metrics)("$name passes what a plugin's metric passes", async (metric) => {
    expect(await metricFaults(metric, (sql) => rows(connection, sql))).toEqual([]);
  });

  it.each<[what: string, formula: Metric["formula"], fault: RegExp]>([
    ["other than its helper", { kind: "input", name: "impressions" }, /is .* in SQL and/],
    ["without NULL", { kind: "number", value: 1 }, /./],
  ])("is found %s", async (_, formula, fault) => {
    const other: Metric = { ...catalogue[0], formula };
    const faults = await metricFaults(other, (sql) => rows(connection, sql));
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});

describe("a macro", () => {
  it("works over sums in SELECT, GROUP BY, HAVING and ORDER BY", async () => {
    const result = await rows(
      connection,
      `SELECT ad, ctr(sum(clicks), sum(impressions)) AS ctr, cpm(sum(cost), sum(impressions)) AS cpm,
              cvr(sum(conversions), sum(clicks)) AS cvr
       FROM ads GROUP BY ad
       HAVING coalesce(ctr(sum(clicks), sum(impressions)), 0) >= 0
       ORDER BY cpm(sum(cost), sum(impressions)) NULLS LAST`,
    );
    expect(result).toEqual([
      ["one", 0.015, (30.3 / 4000) * 1000, 0.05],
      ["two", 0, 10, null],
      ["three", null, null, null],
    ]);
  });

  it("takes inputs by name in any order, and keeps a default", async () => {
    const [values] = await rows(
      connection,
      `SELECT ctr(impressions := 400, clicks := 12), wilson_low(81, 263) = wilson_low(81, 263, z := 1.959963984540054),
              wilson_low(trials := 263, successes := 81, z := 3) < wilson_low(81, 263)`,
    );
    expect(values).toEqual([0.03, true, true]);
  });

  it("is not confused by columns that are called like its parameters", async () => {
    const swapped = await rows(
      connection,
      "SELECT cpm(impressions, cost) FROM (SELECT 2 AS impressions, 8 AS cost)",
    );
    expect(swapped).toEqual([[250]]);
  });

  it("divides whole numbers as doubles and survives counts beyond BIGINT", async () => {
    const [values] = await rows(
      connection,
      `SELECT ctr(1, 3), wilson_high(9000000000000000000, 9000000000000000000),
              engagement_rate_paid(9223372036854775807, 9223372036854775807, 1, 1)`,
    );
    expect(values).toEqual([1 / 3, 1, 2 ** 64]);
  });
});

describe("names", () => {
  it("of the built-in metrics are not names of the engine", () => {
    expect(engineNames.length).toBeGreaterThan(500);
    assertNamesFree(metrics, engineNames);
  });

  it.each(["sum", "MEDIAN", "read_csv", "coalesce", "case", "glob"])(
    "refuse %s, which the engine uses",
    (name) => {
      expect(() => {
        assertNamesFree([renamed(name)], engineNames);
      }).toThrow(
        expect.objectContaining({ problem: expect.objectContaining({ code: "name_taken" }) }),
      );
    },
  );

  it("refuse a second metric of one name, in any case", () => {
    expect(() => {
      assertNamesFree([...metrics, renamed("CTR")], []);
    }).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: "name_taken" }) }),
    );
  });
});

/** Powers of e are not rounded alike everywhere. */
function alike({ formula }: Metric, actual: unknown, expected: number | null): boolean {
  if (!JSON.stringify(formula).includes("power of e")) return false;
  if (typeof actual !== "number" || expected === null) return false;
  return Math.abs(actual - expected) <= 1e-13 * Math.abs(expected);
}

function renamed(name: string): Metric {
  return { ...catalogue[0], name };
}

function columnsOf(metric: Metric): readonly string[] {
  return inputColumns.slice(0, parameters(metric).length);
}
