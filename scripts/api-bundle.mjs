// What programs import: dist/api/api.mjs and api.cjs, with types beside them.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");

export async function apiBundle() {
  const both = {
    entryPoints: { api: join(root, "kernel/api.ts") },
    outdir: join(root, "dist/api"),
    bundle: true,
    platform: "node",
    target: "node20",
    // A program hands over columns of its own Arrow, which must be the same one.
    external: ["apache-arrow", "@duckdb/node-bindings*"],
    logLevel: "warning",
  };
  await Promise.all([
    build({ ...both, format: "esm", outExtension: { ".js": ".mjs" } }),
    build({ ...both, format: "cjs", outExtension: { ".js": ".cjs" } }),
  ]);
  const compiler = join(dirname(typescript), "bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", join(root, "kernel/tsconfig.api.json")], {
    stdio: "inherit",
  });
}
