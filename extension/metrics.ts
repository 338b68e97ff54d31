import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MetricDescription } from "../kernel/protocol/outline.ts";

/** The built-in metrics, which the build writes beside the program: no kernel is needed to show them. */
export async function builtInMetrics(extensionPath: string): Promise<readonly MetricDescription[]> {
  const text = await readFile(join(extensionPath, "dist", "metrics.json"), "utf8");
  // Written by the build of this version.
  const metrics: readonly MetricDescription[] = JSON.parse(text);
  return metrics;
}
