import { outputValue } from "../cells/output-value.ts";
import type { LevelFacts } from "../protocol/output.ts";
import type { LevelPlace } from "../protocol/result-level.ts";
import type { ColumnFilter } from "../protocol/result-view.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import type { KeptTable } from "./kept-table.ts";
import { levelQuery } from "./level-sql.ts";
import { read } from "./read-page.ts";

export interface OpenedLevel {
  /** The level's rows as a temporary table; null where they are rows of the result itself. */
  readonly rows: KeptTable | null;
  /** Of the result's rows, those that the level is made of pass them. */
  readonly filters: readonly ColumnFilter[];
  readonly facts: LevelFacts;
  /** Rows of the whole result. */
  readonly of: number;
}

/**
 * Sums a result up for a place in its levels, as a temporary table of that name.
 *
 * @throws ProblemError `bad_arguments` for levels that the result has not
 */
export async function openLevel(
  session: Session,
  kept: KeptTable,
  { place, filters }: { readonly place: LevelPlace; readonly filters: readonly ColumnFilter[] },
  table: string,
): Promise<OpenedLevel> {
  const query = levelQuery(kept, place, filters);
  const whole = await read(session, `SELECT count(*) FROM ${identifier(kept.table)}`);
  const summed = await read(session, query.totals);
  if (query.rows !== null) {
    await read(session, `CREATE OR REPLACE TEMP TABLE ${identifier(table)} AS ${query.rows}`);
  }
  const [rows, ...totals] = (summed.rows[0] ?? []).map(outputValue);
  return {
    rows: query.rows === null ? null : { table, columns: kept.columns },
    filters: query.filters,
    facts: { rows: Number(rows), totals },
    of: Number(whole.rows[0]?.[0]),
  };
}
