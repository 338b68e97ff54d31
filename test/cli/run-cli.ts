import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cache of its own for the tests of one file. */
export function freshCache(): string {
  return join(mkdtempSync(join(tmpdir(), "campaign-notebook-")), "cache");
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs the built command line as a user would. */
export function startCli(args: readonly string[], cache: string, where: Surroundings = {}) {
  const child = spawn(process.execPath, [join(process.cwd(), "dist/cli.cjs"), ...args], {
    env: { ...process.env, CAMPAIGN_NOTEBOOK_CACHE: cache, NO_COLOR: "1", ...where.env },
    ...(where.cwd === undefined ? {} : { cwd: where.cwd }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return { child, finished };
}

export async function runCli(
  args: readonly string[],
  cache: string,
  where: Surroundings = {},
): Promise<Finished> {
  return await startCli(args, cache, where).finished;
}
