// The notebook's renderers: renderers/<name>/<name>.ts becomes dist/renderers/<name>.js, and what it
// imports only when needed a file beside it.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { leanVega } from "./chart-bundle.mjs";

/** Writes them all. `outdir` replaces dist/renderers, which is emptied. */
export function rendererBundle({ outdir = "dist/renderers" } = {}) {
  rmSync(outdir, { recursive: true, force: true });
  const names = readdirSync("renderers").filter((name) =>
    existsSync(`renderers/${name}/${name}.ts`),
  );
  return build({
    entryPoints: Object.fromEntries(names.map((name) => [name, `renderers/${name}/${name}.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    platform: "browser",
    target: "es2022",
    format: "esm",
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
    plugins: [leanVega],
  });
}
