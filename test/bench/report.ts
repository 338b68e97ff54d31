import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Cell } from "../../kernel/notebook/cell.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { printNotebook } from "../../kernel/notebook/print.ts";
import { timeOf } from "./compare.ts";
import type { Timing } from "./kernel.ts";

const sample = "samples/high-ctr-low-cvr.campaign.md";
const rounds = 5;

/**
 * What a report takes longer than the same notebook's setup and SQL cells alone: reading Vega,
 * drawing a scatter of all ads, writing the page. Rules have a figure of their own. Both are whole processes, run by turns.
 */
export async function reportBeyondQueries(scratch: string, largeExport: string): Promise<Timing[]> {
  const notebook = parseNotebook(readFileSync(sample, "utf8"));
  const written = (name: string, keeps: (cell: Cell) => boolean): string => {
    const path = join(scratch, name);
    writeFileSync(path, printNotebook({ ...notebook, cells: notebook.cells.filter(keeps) }));
    return path;
  };
  const whole = written("whole.campaign.md", ({ language }) => language !== "diagnose");
  const queries = written(
    "queries.campaign.md",
    ({ kind, language }) => kind === "setup" || language === "sql",
  );
  const run = async (path: string): Promise<void> => {
    const html = join(scratch, "report.html");
    const args = ["dist/cli.cjs", "run", path, "--source", `ads=${largeExport}`, "--html", html];
    const environment = { ...process.env, CAMPAIGN_NOTEBOOK_CACHE: join(scratch, "warm") };
    await promisify(execFile)(process.execPath, args, { env: environment, maxBuffer: 1e8 });
  };
  await run(whole);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await timeOf(() => run(queries));
    times.push((await timeOf(() => run(whole))) - alone);
  }
  const what = "Report of a 1 M-row source: beyond its queries";
  return [{ what, times, target: { of: "median", ms: 1_000 } }];
}
