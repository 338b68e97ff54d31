// The thread that runs a notebook's TypeScript as a bundle of its own, dist/script-worker.cjs, which the
// kernel's bundles start.
import { build } from "esbuild";

/** For those bundles: what a source calls its own folder is theirs. */
export const besideBundle = { "import.meta.dirname": "__dirname" };

/** Writes dist/script-worker.cjs. `options` override esbuild's. */
export function scriptBundle(options = {}) {
  return build({
    entryPoints: { "script-worker": "kernel/typescript/worker/worker.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: true,
    legalComments: "linked",
    logLevel: "warning",
    ...options,
  });
}
