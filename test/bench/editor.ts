import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Timing } from "./kernel.ts";
import { big, endless, stopTarget } from "./kernel.ts";

/** In a real VS Code, which a browser clicks in: from the click until the page shows it. */
export async function inEditor(largeExport: string): Promise<Timing[]> {
  const stops = Object.entries(endless).map(([what, sql]) => ({
    what,
    sql,
    target: stopTarget(what),
  }));
  const given = { largeExport, big, stops, loading: stopTarget("loading") };
  const args = ["scripts/vscode-host/measure.mjs", JSON.stringify(given)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  // Its last line; before it, provisioning may have had to say something.
  const timings: Timing[] = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
  return timings;
}
