// The notebook's renderers: renderers/<name>/<name>.ts becomes dist/renderers/<name>.js.
import { existsSync, readdirSync } from "node:fs";
import { build } from "esbuild";

export function rendererBundle() {
  const names = readdirSync("renderers").filter((name) =>
    existsSync(`renderers/${name}/${name}.ts`),
  );
  return build({
    entryPoints: Object.fromEntries(names.map((name) => [name, `renderers/${name}/${name}.ts`])),
    outdir: "dist/renderers",
    bundle: true,
    platform: "browser",
    target: "es2022",
    format: "esm",
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
  });
}
