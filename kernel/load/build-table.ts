import { rm } from "node:fs/promises";
import type { LoadReport } from "../protocol/load-report.ts";
import { literal } from "../sql.ts";
import { buildReport } from "./build-report.ts";
import type { ByteFacts } from "./byte-scan.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { lateEncoding } from "./encoding/late-encoding.ts";
import { inFile } from "./in-file.ts";
import { loadByRows } from "./load-by-rows.ts";
import type { Tail } from "./load-direct.ts";
import { loadDirect } from "./load-direct.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import { headBytes } from "./sniff.ts";
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
  const settled = direct ? step : await withEncoding(step, await scanning);
  const table =
    direct ??
    (await loadByRows(settled).catch((error: unknown) => {
      throw inFile(error, step.file.name);
    }));
  try {
    step.progress?.({ stage: "checking", share: null });
    return { table, report: await buildReport(table, settled, name, await scanning) };
  } catch (error) {
    table.writer.close();
    throw error;
  } finally {
    await rm(`${step.temporary}.csv`, { force: true });
  }
}

/** A step whose encoding takes in bytes far below the file's beginning, where that is all ASCII. */
async function withEncoding(step: LoadStep, { utf8 }: Scan): Promise<LoadStep> {
  const { file, sniffed, signal } = step;
  if (utf8 || sniffed.encoding.label !== "utf-8" || file.size <= headBytes) return step;
  const encoding = await lateEncoding(file, headBytes, signal);
  return encoding ? { ...step, sniffed: { ...sniffed, encoding } } : step;
}

/** Adds to a written table what sessions and later openings need: comments, the view and the report. */
export async function finishTable(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
  report: LoadReport,
  from: Parameters<typeof sourceView>[1],
): Promise<void> {
  // One transaction: committing each of a thousand comments takes seconds.
  for (const sql of [
    "BEGIN",
    ...columnComments(plans),
    sourceView(plans, from),
    `CREATE TABLE load_report AS SELECT ${literal(JSON.stringify(report))} AS json`,
    "COMMIT",
  ])
    await writer.run(sql);
}

/** The currency of a table whose rows do not say theirs. */
export function onlyCurrency({ currencies }: LoadReport): string | null {
  return currencies.length === 1 ? (currencies[0] ?? null) : null;
}

/** The period that all rows are of, where they do not say theirs: SQL expressions. */
export function onlyPeriod({ dates, files }: LoadReport): Period | undefined {
  const period = dates ? undefined : files[0]?.period;
  return period && { from: literal(period.from), to: literal(period.to) };
}

type Period = NonNullable<Parameters<typeof sourceView>[1]["period"]>;
