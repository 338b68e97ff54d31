// The notebook's renderers as bundles of their own: renderers/<name>/<name>.ts -> dist/renderers/<name>.js
import { existsSync, readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { leanVega } from "./chart-bundle.mjs";

/** Writes all of them; what a renderer imports only when needed becomes a file beside it. */
export function rendererBundle(options = {}) {
  rmSync("dist/renderers", { recursive: true, force: true });
  const names = readdirSync("renderers").filter((name) =>
    existsSync(`renderers/${name}/${name}.ts`),
  );
  return build({
    entryPoints: Object.fromEntries(names.map((name) => [name, `renderers/${name}/${name}.ts`])),
    outdir: "dist/renderers",
    bundle: true,
    splitting: true,
    platform: "browser",
    target: "es2022",
    format: "esm",
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
    plugins: [leanVega],
    ...options,
  });
}
