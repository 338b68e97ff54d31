import { ProblemError } from "../protocol/problem.ts";
import type { ResultPage } from "../protocol/result-page.ts";
import type { ResultView } from "../protocol/result-view.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import type { KeptTable } from "./kept-table.ts";
import { resultGone } from "./kept-table.ts";
import { pageRows } from "./page-rows.ts";
import { alias, orderSql, whereSql } from "./view-sql.ts";

/** Where rows of a view are, once they have been put in order. */
export interface OrderedRows {
  /** A temporary table of row numbers (`id`) in the view's order. */
  readonly table: string;
  readonly rows: number;
}

/** So near to the start the engine finds rows without sorting all of them. */
export const nearStart = 1_000;

export interface Position {
  readonly offset: number;
  readonly count: number;
}

/** The first rows of a view, found without putting all rows in order. */
export async function readStart(
  session: Session,
  kept: KeptTable,
  view: ResultView,
  { offset, count }: Position,
): Promise<ResultPage> {
  const where = whereSql(view.filters, kept.columns);
  const of = await countRows(session, kept, "true");
  const total = view.filters.length === 0 ? of : await countRows(session, kept, where);
  const { rows } = await read(
    session,
    `SELECT ${columnList(kept)} FROM ${from(kept)} WHERE ${where}
     ORDER BY ${orderSql(view.sort, kept.columns)} LIMIT ${count} OFFSET ${offset}`,
  );
  return { rows: pageRows(rows), total, of };
}

/** Rows of the whole result in its own order; only for a table that `isGapless`. */
export async function readRange(
  session: Session,
  kept: KeptTable,
  position: Position,
): Promise<ResultPage> {
  const total = await countRows(session, kept, "true");
  const { rows } = await read(
    session,
    `SELECT ${columnList(kept)} FROM ${from(kept)}
     WHERE ${between(position)}`,
  );
  return { rows: pageRows(rows), total, of: total };
}

/** Whether row numbers count from 0 without a gap, which a later statement of a cell can change. */
export async function isGapless(session: Session, kept: KeptTable): Promise<boolean> {
  const { rows } = await read(
    session,
    `SELECT coalesce(min(rowid) = 0 AND max(rowid) = count(*) - 1, true) FROM ${from(kept)}`,
  );
  return rows[0]?.[0] === true;
}

/** Puts the row numbers of a view in order, as a temporary table of that name. */
export async function orderRows(
  session: Session,
  kept: KeptTable,
  view: ResultView,
  table: string,
): Promise<OrderedRows> {
  await read(
    session,
    `CREATE OR REPLACE TEMP TABLE ${identifier(table)} AS
     SELECT ${alias}.rowid AS id FROM ${from(kept)}
     WHERE ${whereSql(view.filters, kept.columns)} ORDER BY ${orderSql(view.sort, kept.columns)}`,
  );
  const rows = await countRows(session, { ...kept, table }, "true");
  return { table, rows };
}

export async function readOrdered(
  session: Session,
  kept: KeptTable,
  ordered: OrderedRows,
  position: Position,
): Promise<ResultPage> {
  const of = await countRows(session, kept, "true");
  const ids = await read(
    session,
    `SELECT id FROM ${from(ordered)}
     WHERE ${between(position)}`,
  );
  const list = ids.rows.map(([id]) => Number(id)).join(", ");
  if (list === "") return { rows: [], total: ordered.rows, of };
  // Numbers in the text, because the engine does not look a joined table's row numbers up one by one.
  const { rows } = await read(
    session,
    `SELECT ${columnList(kept)} FROM ${from(kept)} WHERE ${alias}.rowid IN (${list})
     ORDER BY list_position([${list}], ${alias}.rowid)`,
  );
  return { rows: pageRows(rows), total: ordered.rows, of };
}

async function countRows(session: Session, kept: KeptTable, where: string): Promise<number> {
  const { rows } = await read(session, `SELECT count(*) FROM ${from(kept)} WHERE ${where}`);
  return Number(rows[0]?.[0]);
}

function columnList({ columns }: KeptTable): string {
  return columns.map(({ name }) => `${alias}.${identifier(name)}`).join(", ");
}

function from({ table }: { readonly table: string }): string {
  return `${identifier(table)} AS ${alias}`;
}

function between({ offset, count }: Position): string {
  const row = `${alias}.rowid`;
  return `${row} >= ${offset} AND ${row} < ${offset + count} ORDER BY ${row}`;
}

/** A query of the kernel's own: a name that it does not find is a table that has gone. */
export async function read(session: Session, sql: string): ReturnType<Session["run"]> {
  try {
    return await session.run(sql, {}, { trusted: true });
  } catch (error) {
    const isGone = error instanceof ProblemError && error.problem.code === "sql_unknown_name";
    throw isGone ? resultGone() : withoutPlace(error);
  }
}

/** A line of a query that nobody wrote helps nobody. */
function withoutPlace(error: unknown): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { place: _, ...problem } = error.problem;
  return new ProblemError(problem, { cause: error });
}
