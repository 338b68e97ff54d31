// Bundles what is run into dist/. The native engine stays outside: its loader picks the binary by platform.
import { build } from "esbuild";
import { apiBundle } from "./scripts/api-bundle.mjs";
import { chartApart, chartBundle } from "./scripts/chart-bundle.mjs";
import { extensionBundle } from "./scripts/extension-bundle.mjs";
import { rendererBundle } from "./scripts/renderer-bundle.mjs";
import { besideBundle } from "./scripts/script-bundle.mjs";
import { tsserverBundle } from "./scripts/tsserver-bundle.mjs";

await chartBundle();
await extensionBundle();
await rendererBundle();
await apiBundle();
await tsserverBundle();
await build({
  entryPoints: { cli: "kernel/cli/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  define: besideBundle,
  external: ["@duckdb/node-bindings*"],
  plugins: [chartApart],
  banner: { js: "#!/usr/bin/env node" },
  sourcemap: true,
  legalComments: "linked",
  logLevel: "warning",
});
