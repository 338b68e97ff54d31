import { identifier } from "../../sql.ts";
import type { ChartTable } from "../chart-table.ts";
import type { JsonObject } from "../vega/json.ts";
import type { EngineTable } from "./draw-pushed.ts";
import { mentions } from "./mentions.ts";
import type { SourceColumn } from "./relation.ts";
import type { RunSql } from "./steps.ts";

/** Of a column with more values no chart can name each. */
const mostValues = 20_000;

/**
 * A table as far as labels, formats and layout of a chart need it: every value of the columns that
 * the spec mentions, or the least and the greatest of too many.
 *
 * @param table  its columns; the rows it may have are not looked at
 * @param total  its rows in the engine
 */
export async function digest(
  table: ChartTable,
  total: number,
  { table: name, columns, run }: EngineTable,
  spec: JsonObject,
): Promise<ChartTable> {
  const from = `FROM ${identifier(name)}`;
  const text = JSON.stringify(spec);
  const values: (readonly unknown[])[] = [];
  for (const column of columns)
    values.push(mentions(text, column.name) ? await valuesOf(column, from, run) : []);
  const length = Math.max(...values.map((list) => list.length));
  const rows = Array.from({ length }, (_, row) =>
    values.map((list) => list[Math.min(row, list.length - 1)] ?? null),
  );
  return { ...table, rows, total };
}

async function valuesOf({ name, type }: SourceColumn, from: string, run: RunSql) {
  const column = identifier(name);
  const isFloat = type === "DOUBLE" || type === "FLOAT";
  const value = isFloat ? `CASE WHEN isfinite(${column}) THEN ${column} END` : column;
  const all = `SELECT DISTINCT ${value} AS v ${from} LIMIT ${mostValues + 1}`;
  const values = await run(`FROM (${all}) ORDER BY ALL`);
  const ends = `SELECT unnest([min(v), max(v)]) FROM (SELECT ${value} AS v ${from})`;
  return (values.length <= mostValues ? values : await run(ends)).map(([found]) => found);
}

/** The columns with what the digest says about the size of their whole numbers. */
export function withSafety(columns: readonly SourceColumn[], { rows }: ChartTable): SourceColumn[] {
  return columns.map((column, index) => ({
    ...column,
    isSafe: rows.every((row) => {
      const value = row[index];
      return typeof value !== "bigint" || Number.isSafeInteger(Number(value));
    }),
  }));
}
