import { outputValue } from "../cells/output-value.ts";
import type { OutputColumn, OutputValue } from "../protocol/output.ts";
import type { ColumnSummary, SummaryRequest } from "../protocol/result-view.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import type { ColumnKind } from "./column-kind.ts";
import { kindOf } from "./column-kind.ts";
import { histogram } from "./histogram.ts";
import type { KeptTable } from "./kept-table.ts";
import { read } from "./read-page.ts";
import { alias, columnOf, containsSql, shownValue, whereSql } from "./view-sql.ts";

const listedValues = 100;

/** @throws ProblemError `result_gone`, `bad_arguments` for filters that do not fit the columns */
export async function summariseColumn(
  session: Session,
  kept: KeptTable,
  { column: name, filters, search }: Omit<SummaryRequest, "result">,
): Promise<ColumnSummary> {
  const column = columnOf(name, kept.columns);
  const where = whereSql(
    filters.filter((filter) => filter.column !== name),
    kept.columns,
  );
  const from = `(SELECT ${shownValue(column)} AS v FROM ${identifier(kept.table)} AS ${alias} WHERE ${where})`;
  const { rows } = await read(
    session,
    `SELECT count(*), count(*) - count(v), count(DISTINCT v), min(v), max(v), ${medianSql(column)}
     FROM ${from}`,
  );
  const [total, missing, distinct, min, max, median] = (rows[0] ?? []).map(outputValue);
  const listed = await read(
    session,
    `SELECT v, count(*) AS n FROM ${from}
     ${search === "" ? "" : `WHERE ${containsSql("v", search)}`}
     GROUP BY v ORDER BY n DESC, v NULLS LAST LIMIT ${listedValues}`,
  );
  return {
    rows: Number(total),
    missing: Number(missing),
    distinct: Number(distinct),
    min: min ?? null,
    max: max ?? null,
    median: trimmed(median ?? null, kindOf(column.type)),
    bins: await histogram(session, from, kindOf(column.type)),
    values: listed.rows.map(([each, count]) => ({
      value: outputValue(each ?? null),
      rows: Number(count),
    })),
  };
}

/** Exact: between two whole numbers or decimals lies at most one digit more than they have. */
function medianSql({ type }: Pick<OutputColumn, "type">): string {
  switch (kindOf(type)) {
    case "whole":
      return exactMedian(1);
    case "decimal": {
      const scale = Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
      return exactMedian(Math.min(scale + 1, 38));
    }
    case "double":
      return "median(v)";
    case "date":
    case "time":
      return "quantile_disc(v, 0.5)";
    case "text":
    case "other":
      return "NULL";
  }
}

/** NULL where a value has too many digits for it. */
function exactMedian(scale: number): string {
  const wide = `TRY_CAST(v AS DECIMAL(38,${scale}))`;
  return `CASE WHEN count(${wide}) = count(v) THEN median(${wide}) END`;
}

function trimmed(median: OutputValue, kind: ColumnKind): OutputValue {
  if (typeof median !== "string" || (kind !== "whole" && kind !== "decimal")) return median;
  return median.endsWith("0") ? median.slice(0, -1).replace(/\.$/, "") : median;
}
