import { spawnSync } from "node:child_process";

/** Prints the most memory that a process itself had, in KB: what Node tells counts its parent's too. */
const tellMemory = `data:text/javascript,import { readFileSync } from "node:fs";
process.on("exit", () => process.stderr.write("\\nKB " + /VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]));`;

export interface MeasuredProcess {
  readonly ms: number;
  /** The most memory that it had. */
  readonly mb: number;
  readonly status: number | null;
  readonly stderr: string;
}

/** Node with these arguments, from its start to its end. */
export function measuredProcess(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): MeasuredProcess {
  const env = { ...process.env, ...environment };
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", tellMemory, ...args], {
    env,
    encoding: "utf8",
  });
  const ms = performance.now() - began;
  const kb = /\nKB (\d+)$/.exec(stderr)?.[1];
  if (kb === undefined) throw new Error(`node ${args.join(" ")} ended untimely: ${stderr}`);
  return { ms, mb: Number(kb) / 1000, status, stderr };
}
