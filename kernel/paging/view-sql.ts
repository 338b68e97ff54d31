/** A view of a result as SQL over the table that holds the result. */

import type { OutputColumn } from "../protocol/output.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ColumnFilter, SortKey } from "../protocol/result-view.ts";
import { identifier, literal } from "../sql.ts";
import { kindOf } from "../protocol/column-kind.ts";

/** What the table is called in every query: a name of its own could be that of a column. */
export const alias = "kept";

type Columns = readonly Pick<OutputColumn, "name" | "type">[];

/** A column's values as outputs show them: what is no finite number is shown as missing. */
export function shownValue({ name, type }: Columns[number]): string {
  const column = `${alias}.${identifier(name)}`;
  return kindOf(type) === "double" ? `CASE WHEN isfinite(${column}) THEN ${column} END` : column;
}

/**
 * @returns a condition; "true" without filters
 * @throws ProblemError `bad_arguments` for a column that is not there or a value that does not fit it
 */
export function whereSql(filters: readonly ColumnFilter[], columns: Columns): string {
  if (filters.length === 0) return "true";
  return filters.map((filter) => `(${condition(filter, columns)})`).join(" AND ");
}

/** The order of rows, without a tie left: the engine's row number is the last key. */
export function orderSql(sort: readonly SortKey[], columns: Columns): string {
  const keys = sort.map(({ column, descending }) => {
    const value = shownValue(columnOf(column, columns));
    return `${value} ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return [...keys, `${alias}.rowid`].join(", ");
}

function condition(filter: ColumnFilter, columns: Columns): string {
  const column = columnOf(filter.column, columns);
  const value = shownValue(column);
  switch (filter.kind) {
    case "missing":
      return `${value} IS ${filter.isMissing ? "" : "NOT "}NULL`;
    case "contains":
      return containsSql(value, filter.text);
    case "range":
      return rangeSql(column, value, filter.from, filter.to);
    case "values": {
      const texts = filter.values.filter((text) => text !== null);
      const listed = texts.map((text) => typed(text, column)).join(", ");
      return [
        ...(texts.length > 0 ? [`${value} IN (${listed})`] : []),
        ...(texts.length < filter.values.length ? [`${value} IS NULL`] : []),
        ...(filter.values.length === 0 ? ["false"] : []),
      ].join(" OR ");
    }
  }
}

export function containsSql(value: string, text: string): string {
  return `contains(lower(CAST(${value} AS VARCHAR)), lower(${literal(text)}))`;
}

function rangeSql(
  column: Columns[number],
  value: string,
  from: string | null,
  to: string | null,
): string {
  const ends: string[] = [];
  if (from !== null) ends.push(`${value} >= ${typed(from, column)}`);
  if (to !== null) {
    // A day as the end of a range of times means all of that day.
    const isDay = kindOf(column.type) === "time" && /^\d{4,6}-\d{2}-\d{2}$/.test(to);
    ends.push(
      isDay
        ? `${value} < ${typed(to, column)} + INTERVAL 1 DAY`
        : `${value} <= ${typed(to, column)}`,
    );
  }
  return ends.length === 0 ? "true" : ends.join(" AND ");
}

const written: Readonly<Record<"number" | "date" | "time", RegExp>> = {
  number: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  date: /^(-?\d{4,6}-\d{2}-\d{2}|-?infinity)$/,
  time: /^(-?\d{4,6}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?|-?infinity)$/,
};

/** A text as a value that compares exactly with the column's. */
function typed(text: string, { name, type }: Columns[number]): string {
  const kind = kindOf(type);
  const value = literal(text);
  switch (kind) {
    case "whole":
    case "decimal":
      check(text, "number", name);
      return exactNumber(text);
    case "double":
      check(text, "number", name);
      return `CAST(${value} AS ${type})`;
    case "date":
      check(text, "date", name);
      return `CAST(${value} AS DATE)`;
    case "time":
      check(text, "time", name);
      return `CAST(${value} AS ${type})`;
    case "text":
      return type === "VARCHAR" ? value : `CAST(${value} AS ${type})`;
    case "other":
      throw new ProblemError({
        code: "bad_arguments",
        message: `Rows cannot be chosen by values of “${name}”, which is ${type}`,
        next: "Choose those that contain a text, or those with or without a value.",
      });
  }
}

/** With all its digits: in the column's own type 2.5 would become a whole number. */
function exactNumber(text: string): string {
  const [, whole = "", fraction = ""] = /^[+-]?(\d*)\.?(\d*)$/.exec(text) ?? [];
  const digits = whole.length + fraction.length;
  const type = digits === 0 || digits > 38 ? "DOUBLE" : `DECIMAL(${digits},${fraction.length})`;
  // A whole number as such: beside a decimal the engine would have to widen the column.
  return fraction === "" && digits > 0 && digits <= 38
    ? `CAST(${literal(text)} AS HUGEINT)`
    : `CAST(${literal(text)} AS ${type})`;
}

function check(text: string, kind: keyof typeof written, column: string): void {
  if (written[kind].test(text)) return;
  const wanted = { number: "a number", date: "a date", time: "a date or time" }[kind];
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${text}” is not ${wanted}, as the filter on “${column}” needs`,
    next: kind === "number" ? "Write it like 1234.5." : "Write it like 2026-01-31.",
  });
}

/** @throws ProblemError `bad_arguments` for a column that is not there */
export function columnOf<Column extends Columns[number]>(
  name: string,
  columns: readonly Column[],
): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const near = nearest(
    name,
    columns.map((candidate) => candidate.name),
  );
  throw new ProblemError({
    code: "bad_arguments",
    message: `The result has no column “${name}” to sort or filter by`,
    next: near === undefined ? "Take it out of sort= and filter=." : `Did you mean “${near}”?`,
  });
}
