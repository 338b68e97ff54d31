/** The rows of a level of a result as SQL: sums over the rows that belong to each. */

import { kindOf } from "../protocol/column-kind.ts";
import { openedRows } from "../protocol/opened-rows.ts";
import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { LevelPlace, ResultLevel } from "../protocol/result-level.ts";
import { levelsOf } from "../protocol/result-level.ts";
import type { ColumnFilter } from "../protocol/result-view.ts";
import type { RollUp } from "../query/roll-ups.ts";
import { identifier } from "../sql.ts";
import type { KeptTable } from "./kept-table.ts";
import { alias, shownValue, whereSql } from "./view-sql.ts";

/** A place in the levels of a result, as it is read. */
export interface LevelQuery {
  /** null: the place shows the result's own rows, those of `filters`. */
  readonly rows: string | null;
  readonly filters: readonly ColumnFilter[];
  /** One row: how many rows of the result there are, and their totals. */
  readonly totals: string;
}

/** The levels that a result has; none where nothing of it can be summed up. */
export function keptLevels({ columns, rollUps }: KeptTable): readonly ResultLevel[] {
  return rollUps?.some((rollUp) => rollUp !== null) ? levelsOf(columns) : [];
}

/** @throws ProblemError `bad_arguments` where the result has not these levels, or for filters that do not fit */
export function levelQuery(
  kept: KeptTable,
  place: LevelPlace,
  filters: readonly ColumnFilter[],
): LevelQuery {
  const levels = keptLevels(kept);
  if (levels[0]?.name !== place.from || place.opened.length > levels.length) throw noLevels(place);
  const all = [...filters, ...openedRows(levels, place)];
  const from = `${identifier(kept.table)} AS ${alias} WHERE ${whereSql(all, kept.columns)}`;
  const level = levels[place.opened.length];
  const { columns, rollUps = [] } = kept;
  const rows = columns.map((column, index) => {
    const value = rowValue(column, rollUps[index] ?? null, level, columns);
    return `${value} AS ${identifier(column.name)}`;
  });
  const totals = columns.map((column, index) => {
    const rollUp = rollUps[index];
    return rollUp ? rolledUp(column, rollUp, columns) : "NULL";
  });
  return {
    rows: level
      ? `SELECT ${rows.join(", ")} FROM ${from}
         GROUP BY ${alias}.${identifier(level.key)} ORDER BY min(${alias}.rowid)`
      : null,
    filters: all,
    totals: `SELECT count(*), ${totals.join(", ")} FROM ${from}`,
  };
}

function rowValue(
  column: OutputColumn,
  rollUp: RollUp | null,
  level: ResultLevel | undefined,
  columns: readonly OutputColumn[],
): string {
  const value = shownValue(column);
  if (column.name === level?.key) return value;
  // Names change over time; the last row has the newest.
  if (column.name === level?.label) return `arg_max(${value}, ${alias}.rowid)`;
  if (rollUp) return rolledUp(column, rollUp, columns);
  const kind = kindOf(column.type);
  // Two ads that reached as many people each did not reach as many together.
  return kind === "whole" || kind === "decimal" || kind === "double" || kind === "other"
    ? `CASE WHEN count(*) = 1 THEN any_value(${value}) END`
    : `CASE WHEN count(*) = count(${value}) AND min(${value}) = max(${value}) THEN min(${value}) END`;
}

function rolledUp(column: OutputColumn, rollUp: RollUp, columns: readonly OutputColumn[]): string {
  if (rollUp.kind === "sum") return sumOf(column, columns);
  const inputs = rollUp.inputs.map(({ name, of }) => {
    const summed = "column" in of && columns.find((each) => each.name === of.column);
    const value = summed ? sumOf(summed, columns) : "number" in of ? of.number : "NULL";
    return `${identifier(name)} := ${value}`;
  });
  return `${identifier(rollUp.metric)}(${inputs.join(", ")})`;
}

/** Amounts in different currencies have no sum. */
function sumOf(column: OutputColumn, columns: readonly OutputColumn[]): string {
  const sum = `sum(${shownValue(column)})`;
  const currency = columns.find(({ name }) => name === "currency");
  return column.unit !== "count" && currency
    ? `CASE WHEN count(DISTINCT ${shownValue(currency)}) < 2 THEN ${sum} END`
    : sum;
}

function noLevels({ from }: LevelPlace): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `The result cannot be shown by “${from}”`,
    next: "Take level= out, or select the ids or names of two levels, and sums.",
  });
}
