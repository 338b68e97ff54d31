import { copyFile, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExportFormat } from "../protocol/export.ts";
import type { OutputColumn } from "../protocol/output.ts";
import type { Session } from "../session/session.ts";
import type { Value } from "../session/values.ts";
import { rowsOf } from "../session/values.ts";
import { identifier, literal } from "../sql.ts";
import { csvHeader, csvRows } from "./csv.ts";
import { wholeFile } from "./whole-file.ts";
import { refuseBeyondSheet, writeXlsx } from "./xlsx.ts";

export interface ExportedTable {
  /** A table of the session; its rows are written in their order. */
  readonly table: string;
  /** For people: a sheet's name. */
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  /** ISO 4217, where all money is in one currency. */
  readonly currency: string | null;
  readonly total: number;
}

export interface ExportTarget {
  readonly path: string;
  readonly format: ExportFormat;
  /** Share written, 0–1. */
  readonly progress?: (share: number) => void;
}

/**
 * Writes a result as a file, as a whole or not at all. The session waits meanwhile, and its
 * interrupt() ends the writing.
 *
 * @throws ProblemError `too_large` for what the format cannot hold, `not_writable`, `interrupted`
 */
export async function exportResult(
  session: Session,
  exported: ExportedTable,
  { path, format, progress }: ExportTarget,
): Promise<void> {
  const { columns, total, name, currency } = exported;
  if (format === "xlsx") refuseBeyondSheet(exported);
  await wholeFile(path, async (temporary) => {
    if (format === "parquet") {
      await writeParquet(session, exported.table, temporary, progress);
      return;
    }
    const file = await open(temporary, "w");
    try {
      const rows = rowsIn(session, exported, progress);
      if (format === "xlsx") await writeXlsx(file, { name, columns, currency, total, rows });
      else {
        await file.write(csvHeader(columns));
        for await (const part of rows) await file.write(csvRows(columns, part));
      }
    } finally {
      await file.close();
    }
  });
}

async function* rowsIn(
  session: Session,
  { table, total }: ExportedTable,
  progress: ExportTarget["progress"],
): AsyncGenerator<readonly (readonly Value[])[]> {
  const { chunks } = await session.stream(`FROM ${identifier(table)}`, {}, { trusted: true });
  let written = 0;
  for await (const chunk of chunks) {
    yield rowsOf(chunk);
    written += chunk.rowCount;
    progress?.(written / total);
  }
}

/** The engine may write into its scratch folder only, so the file goes there first. */
async function writeParquet(
  session: Session,
  table: string,
  path: string,
  progress: ExportTarget["progress"],
): Promise<void> {
  const scratch = join(session.scratch, "export.parquet");
  const timer = progress && setInterval(() => progress(session.progress() ?? 0), 200);
  try {
    await session.run(
      `COPY (FROM ${identifier(table)}) TO ${literal(scratch)} (FORMAT parquet, COMPRESSION zstd)`,
      {},
      { trusted: true },
    );
    await copyFile(scratch, path);
  } finally {
    clearInterval(timer);
    await rm(scratch, { force: true });
  }
}
