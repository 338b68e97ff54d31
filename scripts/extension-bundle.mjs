// The extension and its kernel process as two bundles, dist/extension.cjs and dist/kernel.cjs, with
// what they need beside them: the thread for TypeScript, the report panel's script, the metrics, the
// samples and SQL's words as data.
import { build } from "esbuild";
import { chartApart } from "./chart-bundle.mjs";
import { lazyModules } from "./lazy-modules.mjs";
import { librariesApart } from "./libraries-apart.mjs";
import { metricsFile } from "./metrics-file.mjs";
import { besideBundle, scriptBundle } from "./script-bundle.mjs";
import { sqlWordsFile } from "./sql-words-file.mjs";
import { templatesFile } from "./templates-file.mjs";

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
 * With libraries for YAML, Markdown, schemas, the layout of SQL and the forms of numbers: an editor must
 * not wait for them when it starts.
 */
const heavy = [
  "extension/renderer-requests.ts",
  "kernel/language/format-sql.ts",
  "kernel/language/setup-places.ts",
  "kernel/notebook/add-source.ts",
  "kernel/notebook/front-matter.ts",
  "kernel/notebook/parameter-default.ts",
  "kernel/notebook/parse.ts",
  "kernel/notebook/read-yaml.ts",
  "kernel/protocol/number-format.ts",
  "kernel/protocol/schema/answers.ts",
  "kernel/protocol/schema/pages.ts",
];

/** Half of the text that the extension would have. */
const libraries = ["markdown-it", "sql-formatter", "yaml"];

/** A kernel is ready before it has read, drawn or written anything. */
const laterInKernel = [
  "kernel/cells/draft-report.ts",
  "kernel/export/export-result.ts",
  "kernel/load/load.ts",
  "kernel/notebook/front-matter.ts",
  "kernel/report/render-report.ts",
];

/**
 * Writes both; charts are drawn with chart.cjs beside them, which chartBundle() writes. `options`
 * override esbuild's.
 */
export async function extensionBundle(options = {}) {
  const settings = { ...both, ...options };
  await Promise.all([
    metricsFile(settings.outdir),
    templatesFile(settings.outdir),
    sqlWordsFile(settings.outdir),
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
      plugins: [lazyModules(heavy), librariesApart(libraries, settings)],
    }),
    build({
      ...settings,
      entryPoints: { kernel: "kernel/main.ts" },
      define: besideBundle,
      // The native engine stays outside: its loader picks the binary by platform.
      external: ["@duckdb/node-bindings*"],
      plugins: [chartApart, lazyModules(laterInKernel)],
    }),
  ]);
}
