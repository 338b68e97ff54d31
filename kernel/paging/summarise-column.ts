import { outputValue } from "../cells/output-value.ts";
import type { ColumnSummary, SummaryRequest } from "../protocol/result-page.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import { kindOf } from "../protocol/column-kind.ts";
import { histogram } from "./histogram.ts";
import type { KeptTable } from "./kept-table.ts";
import { medianOf, medianSql } from "./median.ts";
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
  const kind = kindOf(column.type);
  const where = whereSql(
    filters.filter((filter) => filter.column !== name),
    kept.columns,
  );
  const from = `(SELECT ${shownValue(column)} AS v FROM ${identifier(kept.table)} AS ${alias} WHERE ${where})`;
  const { rows } = await read(
    session,
    `SELECT count(*), count(*) - count(v), count(DISTINCT v), min(v), max(v), ${medianSql(kind)}
     FROM ${from}`,
  );
  const [total, missing, distinct, min, max] = (rows[0] ?? []).map(outputValue);
  const [lower = null, upper = null] = rows[0]?.slice(5) ?? [];
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
    median: medianOf(lower, upper),
    bins: await histogram(session, from, kind),
    values: listed.rows.map(([each, count]) => ({
      value: outputValue(each ?? null),
      rows: Number(count),
    })),
  };
}
