import { computeMetric } from "../../metrics/compute.ts";
import { expressionSql } from "../../metrics/expression-sql.ts";
import type { Metric } from "../../metrics/metric.ts";
import { parameters } from "../../metrics/metric.ts";
import { identifier } from "../../sql.ts";

/** Runs a query where the metric's macro is, and gives its rows. */
export type Ask = (sql: string) => Promise<readonly (readonly unknown[])[]>;

/** Nothing, nought, small and large: what divides badly stands beside what divides well. */
const values = [null, 0, 1, 3, 0.1, 1000, -2, 1e15];
const rowCount = 400;

/** What is wrong with a metric, as sentences. */
export async function metricFaults(metric: Metric, ask: Ask): Promise<readonly string[]> {
  return [
    ...(await helperFaults(metric, ask)),
    ...(await nullFaults(metric, ask)),
    ...(await planFaults(metric, ask)),
  ];
}

/** The macro and the helper give the same double, and no division gives infinity. */
async function helperFaults(metric: Metric, ask: Ask): Promise<readonly string[]> {
  const names = parameters(metric).map(({ name }) => name);
  const rows = Array.from({ length: rowCount }, (_, row) =>
    names.map((__, index) => values[mixed(row, index) % values.length] ?? null),
  );
  const columns = names.map((_, index) => `c${index}`);
  const list = rows.map((row, index) => `(${[index, ...row.map(sqlNumber)].join(", ")})`);
  const found = await ask(
    `SELECT ${call(metric, columns)} FROM (VALUES ${list.join(", ")}) AS given(row, ${columns.join(", ")}) ORDER BY row`,
  );
  for (const [index, row] of rows.entries()) {
    const given = Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]));
    const expected = computeMetric(metric, given);
    const [actual = null] = found[index] ?? [];
    const text = `${metric.name}(${row.map(sqlNumber).join(", ")})`;
    if (!same(actual, expected, metric))
      return [`${text} is ${String(actual)} in SQL and ${String(expected)} in TypeScript`];
    if (row.includes(0) && typeof actual === "number" && !Number.isFinite(actual))
      return [`${text} is ${actual}: where a denominator is 0 it should be NULL`];
  }
  return [];
}

/** Nothing is known of what an input is missing for. */
export async function nullFaults(metric: Metric, ask: Ask): Promise<readonly string[]> {
  const all = parameters(metric);
  const calls = all.map((_, missing) =>
    call(
      metric,
      all.map((__, index) => (index === missing ? "NULL" : "1")),
    ),
  );
  const [row = []] = await ask(`SELECT ${calls.join(", ")}`);
  return all
    .filter((_, index) => row[index] !== null)
    .map(({ name }) => `${metric.name} gives ${String(row[0])} where ${name} is NULL`);
}

/** The macro costs nothing: its plan is that of the text written out. */
export async function planFaults(metric: Metric, ask: Ask): Promise<readonly string[]> {
  const names = parameters(metric).map(({ name }) => name);
  const columns = names.map((_, index) => `sum(c${index})`);
  const from = `FROM (SELECT ${names.map((_, index) => `range::DOUBLE AS c${index}`).join(", ")} FROM range(5))`;
  const at = new Map(names.map((name, index) => [name, columns[index] ?? ""]));
  const written = expressionSql(metric.formula, (name) => at.get(name) ?? identifier(name));
  const plans = [call(metric, columns), written].map((text) =>
    ask(`EXPLAIN SELECT ${text} AS value ${from}`),
  );
  const [macro, inlined] = await Promise.all(plans);
  return JSON.stringify(macro) === JSON.stringify(inlined)
    ? []
    : [`${metric.name} is planned otherwise than its formula written out`];
}

function call({ name }: Metric, given: readonly string[]): string {
  return `${identifier(name)}(${given.join(", ")})`;
}

function sqlNumber(value: number | null): string {
  return value === null ? "NULL" : `${value}::DOUBLE`;
}

/** 0 and -0 are one number; powers of e are not rounded alike everywhere. */
function same(actual: unknown, expected: number | null, { formula }: Metric): boolean {
  if (actual === expected || Object.is(actual, expected)) return true;
  if (typeof actual !== "number" || expected === null) return false;
  const tolerance = JSON.stringify(formula).includes("power of e") ? 1e-13 : 0;
  return Math.abs(actual - expected) <= tolerance * Math.abs(expected);
}

/** Spreads rows over the values, the same every time. */
function mixed(row: number, index: number): number {
  return (Math.imul(row + 1, 2654435761) ^ Math.imul(index + 1, 40503 * (row + 7))) >>> 9;
}
