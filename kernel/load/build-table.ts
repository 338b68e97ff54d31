import { rm } from "node:fs/promises";
import type { LoadReport } from "../protocol/load-report.ts";
import { literal } from "../sql.ts";
import { buildReport } from "./build-report.ts";
import type { ByteFacts } from "./byte-scan.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { loadByRows } from "./load-by-rows.ts";
import type { Tail } from "./load-direct.ts";
import { loadDirect } from "./load-direct.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import { columnComments, sourceView } from "./table.ts";
import type { TableWriter } from "./table.ts";

type Scan = ByteFacts<"tab" | "label">;

/** Reads a text file the direct way where that is safe, else the careful way, and checks what was loaded. */
export async function loadTable(
  step: LoadStep,
  name: string,
  scanning: Promise<Scan>,
  tail: Tail | null,
): Promise<{ table: LoadedTable; report: LoadReport }> {
  const direct = tail ? await loadDirect(step, tail, scanning) : null;
  if (tail && !direct)
    for (const suffix of ["", ".wal"]) await rm(step.temporary + suffix, { force: true });
  const table = direct ?? (await loadByRows(step));
  try {
    step.progress?.({ stage: "checking", share: null });
    return { table, report: await buildReport(table, step, name, await scanning) };
  } catch (error) {
    table.writer.close();
    throw error;
  } finally {
    await rm(`${step.temporary}.csv`, { force: true });
  }
}

/** Adds to a written table what sessions and later openings need: comments, the view and the report. */
export async function finishTable(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
  report: LoadReport,
  from: Parameters<typeof sourceView>[1],
  signal: AbortSignal | undefined,
): Promise<void> {
  // One transaction: committing each of a thousand comments takes seconds.
  for (const sql of [
    "BEGIN",
    ...columnComments(plans),
    sourceView(plans, from),
    `CREATE TABLE load_report AS SELECT ${literal(JSON.stringify(report))} AS json`,
    "COMMIT",
  ])
    await writer.run(sql, signal);
}

/** The currency of a table whose rows do not say theirs. */
export function onlyCurrency({ currencies }: LoadReport): string | null {
  return currencies.length === 1 ? (currencies[0] ?? null) : null;
}
