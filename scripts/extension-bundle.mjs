// The extension and its kernel process as two bundles, dist/extension.cjs and dist/kernel.cjs, with
// what they need beside them: the thread for TypeScript, the report panel's script, the metrics as data.
import { build } from "esbuild";
import { chartApart } from "./chart-bundle.mjs";
import { metricsFile } from "./metrics-file.mjs";
import { besideBundle, scriptBundle } from "./script-bundle.mjs";

const both = {
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  sourcemap: true,
  legalComments: "linked",
  logLevel: "warning",
};

/**
 * Writes both; charts are drawn with chart.cjs beside them, which chartBundle() writes. `options`
 * override esbuild's.
 */
export async function extensionBundle(options = {}) {
  const settings = { ...both, ...options };
  await Promise.all([
    metricsFile(settings.outdir),
    scriptBundle(settings),
    build({
      ...settings,
      entryPoints: { "report-panel": "webview/report/report-panel.ts" },
      outExtension: {},
      platform: "browser",
      target: "es2022",
      format: "iife",
    }),
    build({
      ...settings,
      entryPoints: { extension: "extension/extension.ts" },
      external: ["vscode"],
    }),
    build({
      ...settings,
      entryPoints: { kernel: "kernel/main.ts" },
      define: besideBundle,
      // The native engine stays outside: its loader picks the binary by platform.
      external: ["@duckdb/node-bindings*"],
      plugins: [chartApart],
    }),
  ]);
}
