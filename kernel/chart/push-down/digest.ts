import { identifier } from "../../sql.ts";
import type { ChartTable } from "../chart-table.ts";
import type { JsonObject } from "../vega/json.ts";
import type { EngineTable } from "./draw-pushed.ts";
import { mentions } from "./mentions.ts";
import type { RunSql } from "./steps.ts";

/** Of a column with more values no chart can name each. */
const mostValues = 20_000;

/**
 * A table as far as labels, formats and layout of a chart need it: every value of the columns that
 * the spec mentions, or the least and the greatest of too many.
 *
 * @param table  its columns; the rows it may have are not looked at
 */
export async function digest(
  table: ChartTable,
  { table: name, run }: EngineTable,
  spec: JsonObject,
): Promise<ChartTable & { readonly total: number }> {
  const from = `FROM ${identifier(name)}`;
  const [count] = await run(`SELECT count(*) ${from}`);
  const text = JSON.stringify(spec);
  const values: (readonly unknown[])[] = [];
  for (const column of table.columns)
    values.push(mentions(text, column.name) ? await valuesOf(column.name, from, run) : []);
  const length = Math.max(...values.map((list) => list.length));
  const rows = Array.from({ length }, (_, row) =>
    values.map((list) => list[Math.min(row, list.length - 1)] ?? null),
  );
  return { ...table, rows, total: Number(count?.[0]) };
}

async function valuesOf(name: string, from: string, run: RunSql): Promise<readonly unknown[]> {
  const column = identifier(name);
  const all = `SELECT DISTINCT ${column} ${from} LIMIT ${mostValues + 1}`;
  const values = await run(`FROM (${all}) ORDER BY ALL`);
  const ends = `SELECT unnest([min(${column}), max(${column})]) ${from}`;
  return (values.length <= mostValues ? values : await run(ends)).map(([value]) => value);
}
