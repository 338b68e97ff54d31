import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
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
  log: ignore,
};

export function openRequest(folder: string): OpenRequest {
  const notebookPath = resolve("samples/exports/a.campaign.md");
  return {
    notebookPath,
    notebookUri: pathToFileURL(notebookPath).href,
    cacheFolder: join(folder, "cache"),
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

export function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
