// The metrics as data for the extension, which knows nothing of ads: dist/metrics.json and dist/functions.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

export async function metricsFile(folder) {
  const { describeFunctions, describeMetrics } = await descriptions();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "metrics.json"), JSON.stringify(describeMetrics()));
  writeFileSync(join(folder, "functions.json"), JSON.stringify(describeFunctions()));
}

/** The functions of kernel/metrics/describe.ts. */
export async function descriptions() {
  const { outputFiles } = await build({
    entryPoints: ["kernel/metrics/describe.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    logLevel: "warning",
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${code}`);
}
