import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { FinishedRun } from "../../kernel/cells/run-notebook.ts";
import { runNotebook } from "../../kernel/cells/run-notebook.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import type { OutputTable } from "../../kernel/protocol/output.ts";

/** Removed when the tests of the file have run; the loaded sources are in it too. */
export const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export interface SampleRun {
  /** The rows of the named result, by column name. */
  readonly rows: (name: string) => Record<string, unknown>[];
  readonly run: FinishedRun;
}

/** Runs a notebook of samples/ as it is, or over other exports of the same kind, by source. */
export async function runSample(
  name: string,
  parameters: Readonly<Record<string, string>> = {},
  exports: Readonly<Record<string, string>> = {},
): Promise<SampleRun> {
  const path = `samples/${name}.campaign.md`;
  const kernel = await Kernel.open({ threads: 1, cacheFolder: join(folder, "cache") });
  try {
    const run = await runNotebook(
      {
        notebook: parseNotebook(readFileSync(path, "utf8")),
        path,
        sources: new Map(Object.entries(exports)),
        parameters: new Map(Object.entries(parameters)),
      },
      kernel,
    );
    return { run, rows: (cell) => rowsOf(run, cell) };
  } finally {
    await kernel.close();
  }
}

function rowsOf({ cells }: FinishedRun, name: string): Record<string, unknown>[] {
  const output = cells.find((cell) => cell.name === name)?.outputs[0];
  if (output?.kind === "kpi") {
    return [Object.fromEntries(output.tiles.map((tile) => [tile.name, tile.value]))];
  }
  if (output?.kind !== "table") throw new Error(`no result ${name}`);
  return records(output.table);
}

function records({ columns, rows, total }: OutputTable): Record<string, unknown>[] {
  if (rows.length !== total) throw new Error("the result is shown in part only");
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
}
