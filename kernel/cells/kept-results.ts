/** Named results stay in the session's database, each with what it was made from in its comment. */

import * as z from "zod";
import type { LoadReport } from "../protocol/load-report.ts";
import type { OutputColumn, OutputTable } from "../protocol/output.ts";
import type { Session } from "../session/session.ts";
import { identifier, literal } from "../sql.ts";
import type { InputHashes } from "./input-hashes.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { definerOf } from "./plan-cells.ts";
import type { KnownTable } from "./results.ts";
import { KnownTables, sourceTable } from "./results.ts";

const unnamed = "__cell_";

/** Where the result of a cell without a name is kept while its session lasts. */
export function unnamedTable(index: number): string {
  return `${unnamed}${index + 1}`;
}

/** Removes what a session before this one left on disk without a name. */
export async function dropUnnamed(session: Session): Promise<void> {
  const { rows } = await session.run(
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = current_database() AND starts_with(table_name, ${literal(unnamed)})`,
    {},
    { trusted: true },
  );
  for (const [name] of rows) if (typeof name === "string") await dropTable(session, name);
}

export async function dropTable(session: Session, name: string): Promise<void> {
  await session.run(`DROP TABLE IF EXISTS ${identifier(name)}`, {}, { trusted: true });
}

const keptComment = z.object({
  madeBy: z.literal("campaign-notebook"),
  hash: z.string(),
  // Written below, by this version or the one before it; a metric's unit may have gone since.
  columns: z.array(z.custom<OutputColumn>((column) => typeof column === "object")),
  currency: z.string().nullable(),
});

/**
 * Gives a cell's table its name, and remembers beside it what it was made from and what its columns
 * mean: all of it or nothing, wherever the process may end.
 */
export async function keepResult(
  session: Session,
  { table, name, hash }: { readonly table: string; readonly name: string; readonly hash: string },
  { columns, currency }: OutputTable,
): Promise<void> {
  const comment: z.input<typeof keptComment> = {
    madeBy: "campaign-notebook",
    hash,
    columns: [...columns],
    currency,
  };
  const kept = identifier(name);
  await session.run(
    `BEGIN;
     DROP TABLE IF EXISTS ${kept};
     ALTER TABLE ${identifier(table)} RENAME TO ${kept};
     COMMENT ON TABLE ${kept} IS ${literal(JSON.stringify(comment))};
     COMMIT`,
    {},
    { trusted: true },
  );
}

/** A named result that is in the session's database. */
export interface KeptResult {
  readonly table: KnownTable;
  /** Made from what its cell would be made from now. */
  readonly isCurrent: boolean;
}

/** The named results that are there, whether or not their cells still are. */
export async function keptResults(
  session: Session,
  cells: readonly PlannedCell[],
  hashes: InputHashes,
): Promise<KeptResult[]> {
  const { rows } = await session.run(
    `SELECT table_name, comment FROM duckdb_tables()
     WHERE database_name = current_database() AND schema_name = 'main' AND comment IS NOT NULL`,
    {},
    { trusted: true },
  );
  const results: KeptResult[] = [];
  for (const [name, comment] of rows) {
    const kept = readComment(comment);
    if (!kept || typeof name !== "string") continue;
    const index = definerOf(cells, name);
    const isCurrent = index >= 0 && (await hashes.of(index)) === kept.hash;
    results.push({ table: { name, columns: kept.columns, currency: kept.currency }, isCurrent });
  }
  return results;
}

/**
 * The tables that cells may use now. A result whose cell is gone, or whose inputs are no longer those
 * it was made from, is dropped first: an old number never looks like a new one.
 */
export async function syncResults(
  session: Session,
  cells: readonly PlannedCell[],
  hashes: InputHashes,
  loads: readonly LoadReport[],
): Promise<KnownTables> {
  const tables = new KnownTables();
  for (const report of loads) tables.add(sourceTable(report));
  for (const { defines, where } of cells) for (const name of defines) tables.addUnrun(name, where);
  for (const { table, isCurrent } of await keptResults(session, cells, hashes)) {
    if (isCurrent) tables.add(table);
    else await dropTable(session, table.name);
  }
  return tables;
}

function readComment(comment: unknown): z.infer<typeof keptComment> | null {
  if (typeof comment !== "string") return null;
  try {
    return keptComment.safeParse(JSON.parse(comment)).data ?? null;
  } catch {
    return null;
  }
}
