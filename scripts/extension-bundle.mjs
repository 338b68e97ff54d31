// The extension and its kernel process as two bundles: dist/extension.cjs and dist/kernel.cjs.
import { build } from "esbuild";
import { chartApart } from "./chart-bundle.mjs";

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

/** Writes both; charts are drawn with dist/chart.cjs, which chartBundle() writes. */
export async function extensionBundle() {
  await Promise.all([
    build({ ...both, entryPoints: { extension: "extension/extension.ts" }, external: ["vscode"] }),
    build({
      ...both,
      entryPoints: { kernel: "kernel/main.ts" },
      // The native engine stays outside: its loader picks the binary by platform.
      external: ["@duckdb/node-bindings*"],
      plugins: [chartApart],
    }),
  ]);
}
