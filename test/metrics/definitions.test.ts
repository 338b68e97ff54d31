import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { metricById } from "../../kernel/metrics/catalogue.ts";
import { columnById, loadedColumnId } from "../../kernel/metrics/columns.ts";
import { computeMetric } from "../../kernel/metrics/compute.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";
import { notComputed } from "../../kernel/metrics/not-computed.ts";
import { metricsConnection, rows } from "./engine.ts";
import { valueOf } from "./formula-text.ts";

/** Every figure that the field's documents name, with the formula as the documents have it. */
const definitions = readFileSync(join(import.meta.dirname, "data/metric-rows.csv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map(([id = "", computable = "", formula = ""]) => ({ id, computable, formula }));

describe("what the field's documents name", () => {
  it("is 215 figures, of which 186 can be had", () => {
    const possible = definitions.filter(({ computable }) =>
      ["loaded", "formula", "breakdown"].includes(computable),
    );
    expect([definitions.length, possible.length]).toEqual([215, 186]);
  });

  it("is there as a column, as a metric, or on the list of what is not computed", () => {
    const missing = definitions.filter(({ id, computable }) => {
      if (computable === "formula") return !metricById(id);
      if (computable !== "needs" && computable !== "printed")
        return !columnById(loadedColumnId(id));
      return !metricById(id) && !notComputed.some((row) => row.id === id);
    });
    expect(missing).toEqual([]);
  });

  it("is not called impossible where it is computed", () => {
    expect(notComputed.filter(({ id }) => metricById(id))).toEqual([]);
    const known = new Set(definitions.map(({ id }) => id));
    expect(notComputed.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});

/** Where the product's inputs are called otherwise than in the documents' formulas. */
const inputNames: Readonly<Record<string, string>> = {
  clicks_destination: "clicks",
  elapsed_share_of_period: "elapsed_share",
  events_with_user_or_session_id: "events_with_id",
  // The declared substitute.
  video_views_3s: "video_views_2s",
};

const compared = definitions.flatMap(({ id, formula }) => {
  const metric = metricById(id);
  return metric && formula !== "" ? [{ id, metric, formula }] : [];
});

describe("on 1,000 random rows and 40 sums of them", () => {
  const columns = [
    ...new Set(compared.flatMap(({ metric }) => parameters(metric).map(({ name }) => name))),
  ];
  let perRow: readonly (readonly unknown[])[];
  let perGroup: readonly (readonly unknown[])[];

  beforeAll(async () => {
    const connection = await metricsConnection();
    // Whole cents, some zeros, some NULLs: a linear congruence, the same on every machine.
    const list = columns.map(
      (name, index) => `CASE h${index} % 11 WHEN 0 THEN NULL WHEN 1 THEN 0
        ELSE (h${index} % 900007)::DECIMAL(18,2) / 100 END::DECIMAL(18,2) AS "${name}"`,
    );
    const seeds = columns.map(
      (_, index) =>
        `(i * 6364136 + ${index} * 1442695 + i * i * ${index + 7}) % 2147483647 AS h${index}`,
    );
    await connection.run(`CREATE TABLE export AS SELECT i % 40 AS ad, ${list.join(", ")}
      FROM (SELECT i, ${seeds.join(", ")} FROM range(1000) r(i))`);
    const select = (of: (column: string) => string) =>
      [
        ...columns.map((column) => `${of(column)}::DOUBLE`),
        ...compared.map(({ metric }) => call(metric, of)),
      ].join(", ");
    perRow = await rows(connection, `SELECT ${select((column) => column)} FROM export`);
    perGroup = await rows(
      connection,
      `SELECT ${select((column) => `sum(${column})`)} FROM export GROUP BY ad`,
    );
  });

  it("compares every formula", () => {
    expect(compared.length).toBe(60);
    expect([perRow.length, perGroup.length]).toEqual([1000, 40]);
  });

  it.each(compared)(
    "$id: macro, helper and the documents' formula agree",
    ({ metric, formula }) => {
      let answers = 0;
      const position = columns.length + compared.findIndex((one) => one.metric === metric);
      for (const row of [...perRow, ...perGroup]) {
        const input = (name: string): number | null => {
          const index = columns.indexOf(inputIn(metric, name));
          const value = row[index];
          if (index < 0) throw new Error(`${metric.name} has no input ${name}`);
          return typeof value === "number" ? value : null;
        };
        const values = parameters(metric).map(({ name }) => [name, input(name)] as const);
        const helper = computeMetric(metric, Object.fromEntries(values));
        const independent = valueOf(formula, input);
        expect(row[position]).toBe(helper);
        if (independent === null || helper === null) expect(helper).toBe(independent);
        else {
          answers++;
          expect(Math.abs(helper - independent)).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(independent)),
          );
        }
      }
      expect(answers).toBeGreaterThan(300);
    },
  );
});

function inputIn(metric: Metric, name: string): string {
  return Object.hasOwn(metric.inputs, name) ? name : (inputNames[name] ?? name);
}

function call({ name, inputs }: Metric, of: (column: string) => string): string {
  return `${name}(${Object.keys(inputs).map(of).join(", ")})`;
}
