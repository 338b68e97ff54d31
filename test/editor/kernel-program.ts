import { mkdtempSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, onTestFinished } from "vitest";
import type { KernelListener, KernelProgram } from "../../extension/kernel-process.ts";
import { KernelProcess } from "../../extension/kernel-process.ts";
import type { CellText, OpenRequest, ShownOutput } from "../../kernel/protocol/calls.ts";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { describeProblem } from "../../kernel/protocol/problem.ts";

export const program: KernelProgram = { entry: resolve("dist/kernel.cjs") };

export const setup: CellText = {
  kind: "setup",
  language: "yaml",
  attributes: "",
  text: "campaign-notebook: 1\nsources:\n  ads: ads-daily.csv\nparams:\n  factor: 2",
};

export const endless =
  "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range % 3";

export function sql(text: string, attributes = ""): CellText {
  return { kind: "code", language: "sql", attributes, text };
}

const ignore = (): void => undefined;
export const quiet: KernelListener = {
  ended: ignore,
  answering: ignore,
  progress: ignore,
  printed: ignore,
  log: ignore,
};

const sharedCache = mkdtempSync(join(tmpdir(), "campaign-notebook-cache-"));
afterAll(() => rmSync(sharedCache, { recursive: true, force: true, maxRetries: 5 }));

export function openRequest(folder: string): OpenRequest {
  const notebookPath = resolve("samples/exports/a.campaign.md");
  return {
    notebookPath,
    notebookUri: pathToFileURL(notebookPath).href,
    // Shared by the tests of a file, as by the windows of an editor: the sample loads once.
    cacheFolder: sharedCache,
    sessionFolder: join(folder, "sessions"),
  };
}

/** A kernel of its own for one test, with what it told its listener. */
export async function startKernel(
  folder: string,
  overrides: Partial<KernelListener> = {},
): Promise<{ kernel: KernelProcess; ended: readonly Problem[] }> {
  const ended: Problem[] = [];
  const kernel = new KernelProcess(program, {
    ...quiet,
    ended: (reason) => ended.push(reason),
    ...overrides,
  });
  onTestFinished(() => kernel.dispose());
  await kernel.call("open", openRequest(folder));
  return { kernel, ended };
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export function problemOf(outputs: readonly ShownOutput[]): Problem | undefined {
  return outputs.flatMap(({ output }) => (output.kind === "error" ? [output.problem] : []))[0];
}

export function rowsOf(outputs: readonly ShownOutput[]): readonly (readonly unknown[])[] {
  const problem = problemOf(outputs);
  if (problem) throw new Error(describeProblem(problem));
  return outputs.flatMap(({ output }) => (output.kind === "table" ? output.table.rows : []));
}

/** Never 0 or undefined, which would name more than the kernel. */
export function pidOf({ pid }: { readonly pid: number | undefined }): number {
  if (pid === undefined || pid <= 0) throw new Error("The kernel has no process.");
  return pid;
}

export function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
