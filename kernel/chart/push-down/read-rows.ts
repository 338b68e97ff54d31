import { formatNumber } from "../../protocol/number-format.ts";
import { ProblemError } from "../../protocol/problem.ts";
import { mentions } from "./mentions.ts";
import type { Field, Relation } from "./relation.ts";
import type { RunSql } from "./steps.ts";

/** The most rows that go to Vega. */
const mostRows = 20_000;

/**
 * The rows of a relation, in order, with the fields that `spec` mentions.
 *
 * @throws ProblemError `too_large`
 */
export async function readRows(
  { sql, fields }: Relation,
  spec: string,
  run: RunSql,
): Promise<Record<string, unknown>[]> {
  const read = [...fields].filter(([name]) => mentions(spec, name));
  const columns = read.map(([, { column }]) => column);
  const rows = await run(
    `SELECT ${["o", ...columns].join(", ")} FROM (${sql}) ORDER BY o LIMIT ${mostRows + 1}`,
  );
  if (rows.length > mostRows) throw tooLarge();
  return rows.map(([, ...values]) =>
    Object.fromEntries(
      read.flatMap(([name, field], index): [string, unknown][] => {
        const value = vegaValue(values[index], field);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  );
}

export function vegaValue(value: unknown, { isDate, isUndefined }: Field): unknown {
  if (value === null || value === undefined) return isUndefined ? undefined : null;
  return isDate ? new Date(Number(value)) : value;
}

export function tooLarge(): ProblemError {
  return new ProblemError({
    code: "too_large",
    message: `The chart would take in more than ${formatNumber(mostRows, "count")} rows one by one`,
    next: "Aggregate in the chart (aggregate: sum, bin: true, timeUnit: yearmonth) or in the SQL cell with GROUP BY.",
  });
}

/** Of a column that charts read row by row, such as text that holds numbers. */
export function unreadableColumn(name: string): ProblemError {
  return new ProblemError({
    code: "too_large",
    message: `The column “${name}” is not of a type that the engine can draw, and the table has too many rows to read them one by one`,
    next: "Convert the column in the SQL cell (CAST, strptime), or aggregate there with GROUP BY.",
  });
}
