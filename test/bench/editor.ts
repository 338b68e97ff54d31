import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Timing } from "./kernel.ts";

/** In a real VS Code, which a browser clicks in: from the click until the page shows it. */
export async function inEditor(largeExport: string): Promise<Timing[]> {
  const args = ["scripts/vscode-host/measure.mjs", largeExport];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  // Its last line; before it, provisioning may have had to say something.
  const timings: Timing[] = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  return timings;
}
