import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { FinishedRun } from "../../kernel/cells/run-notebook.ts";
import { runNotebook } from "../../kernel/cells/run-notebook.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import type { OutputTable } from "../../kernel/protocol/output.ts";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(
  join(folder, "ads.csv"),
  "By Day,Campaign name,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination)\n" +
    "2026-05-01,C,A,1801234567890123457,EUR,10.00,1000,10\n" +
    "2026-05-02,C,A,1801234567890123457,EUR,14.50,2000,30\n" +
    "2026-05-01,C,B,1801234567890123458,EUR,3.00,500,0\n",
);

/** Writes a file beside the notebooks that run, and gives their folder. */
export function beside(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return folder;
}

/** Front matter over a small export of three rows, two ads and two days. */
export const overAds = (more = "") => `---
campaign-notebook: 1
sources: {ads: ads.csv}
${more}---
`;

/** Runs a notebook's text as `run` does, in a folder of its own beside ads.csv. */
export async function runText(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<FinishedRun> {
  const kernel = await Kernel.open({ threads: 1, cacheFolder: join(folder, "cache") });
  try {
    return await runNotebook(
      {
        notebook: parseNotebook(text),
        path: join(folder, "n.campaign.md"),
        sources: new Map(),
        parameters: new Map(Object.entries(parameters)),
      },
      kernel,
    );
  } finally {
    await kernel.close();
  }
}

/** Why a notebook does not run to its end. */
export async function problemOf(run: Promise<FinishedRun>): Promise<Problem> {
  const error = await run.then(
    () => new Error("nothing failed"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

/** The last cell's table. */
export function lastTable({ cells }: FinishedRun): OutputTable {
  const output = cells.at(-1)?.outputs[0];
  if (output?.kind !== "table") throw new Error(`the last cell shows ${output?.kind ?? "nothing"}`);
  return output.table;
}

/** What a table says, by column name. */
export function records({ columns, rows }: OutputTable): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])),
  );
}
