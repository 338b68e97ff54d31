import { mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { KernelListener } from "../../extension/kernel-process.ts";
import { KernelProcess } from "../../extension/kernel-process.ts";
import type { CellText } from "../../kernel/protocol/calls.ts";
import { timeOf } from "./compare.ts";

/** Times of something that has nothing to be compared with, in ms. */
export interface Timing {
  readonly what: string;
  readonly times: readonly number[];
  /** The highest good time, and of which of the times it is asked. */
  readonly target: { readonly of: "median" | "p95"; readonly ms: number };
}

const rounds = 10;
/** A table that the statements below read. */
export const big = "CREATE TABLE big AS SELECT range AS n FROM range(20000000)";
/** What a person who waits for it wants to stop. */
export const endless = {
  "cross join": "SELECT count(*) FROM big a, big b WHERE hash(a.n + b.n) = 0",
  sort: "SELECT n FROM big, range(40) ORDER BY hash(n) LIMIT 1 OFFSET 700000000",
  "CREATE TABLE AS": "CREATE TABLE copy AS SELECT a.n, hash(b.n) AS m FROM big a, big b",
  "count distinct": "SELECT count(DISTINCT hash(a.n + b.range)) FROM big a, range(100) b",
  "regular expressions on long strings":
    "SELECT count(*) FROM big WHERE regexp_matches(repeat('ab' || n, 300), '(a|b)*c$')",
} as const;
/** Regular expressions hear of it between two texts only. */
export function stopTarget(what: string): Timing["target"] {
  return { of: "p95", ms: what.startsWith("regular") ? 700 : 250 };
}

const nothing = (): void => undefined;
const listener: KernelListener = {
  ended: nothing,
  answering: nothing,
  progress: nothing,
  printed: nothing,
  log: nothing,
};

/** From the start of a kernel's process until it answers. */
export async function kernelReady(scratch: string): Promise<Timing[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let kernel: KernelProcess | undefined;
    times.push(await timeOf(async () => (kernel = await startKernel(scratch, null))));
    kernel?.dispose();
  }
  return [{ what: "A kernel is started and ready", times, target: { of: "median", ms: 400 } }];
}

/** From the click on Stop until the cell has ended. */
export async function stopTimes(scratch: string, largeExport: string): Promise<Timing[]> {
  const timings: Timing[] = [];
  const kernel = await startKernel(scratch, null);
  const setup = [cell(big), ...Object.values(endless).map(cell)];
  await kernel.call("runCell", { cells: setup, index: 0 });
  for (const [index, what] of Object.keys(endless).entries()) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++)
      times.push(await stopOf(kernel, { cells: setup, index: index + 1 }, 300 + 50 * round));
    timings.push({ what: `Stop: ${what}`, times, target: stopTarget(what) });
  }
  kernel.dispose();

  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = mkdtempSync(join(scratch, "stop-"));
    const loading = await startKernel(own, own);
    const text = `campaign-notebook: 1\nsources:\n  ads: ${JSON.stringify(largeExport)}\n`;
    const cells: CellText[] = [{ kind: "setup", language: "yaml", attributes: "", text }];
    times.push(await stopOf(loading, { cells, index: 0 }, 300 + 150 * round));
    loading.dispose();
  }
  timings.push({
    what: "Stop: loading an export",
    times,
    target: stopTarget("loading"),
  });
  return timings;
}

async function stopOf(
  kernel: KernelProcess,
  request: { cells: readonly CellText[]; index: number },
  afterMs: number,
): Promise<number> {
  const running = kernel.call("runCell", request);
  await sleep(afterMs);
  const ms = await timeOf(async () => {
    await kernel.call("stop");
    const { outputs } = await running;
    const [problem] = outputs.map(({ output }) => output.kind === "error" && output.problem.code);
    if (problem !== "interrupted") throw new Error(`it was not stopped but ended: ${problem}`);
  });
  return ms;
}

async function startKernel(scratch: string, cache: string | null): Promise<KernelProcess> {
  const notebookPath = resolve("samples/bench.campaign.md");
  const kernel = new KernelProcess({ entry: resolve("dist/kernel.cjs") }, listener);
  await kernel.call("open", {
    notebookPath,
    notebookUri: pathToFileURL(notebookPath).href,
    cacheFolder: cache ?? join(scratch, "kernel-cache"),
    sessionFolder: join(scratch, "kernel-sessions"),
  });
  return kernel;
}

function cell(text: string): CellText {
  return { kind: "code", language: "sql", attributes: "", text };
}
