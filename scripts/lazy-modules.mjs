// Modules that a bundle evaluates at their first use: what they import takes longer than all the rest.
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./install.mjs";

const namespace = "lazy";

/**
 * An esbuild plugin. In place of each module stands one whose exports forward to it.
 *
 * @param modules  paths from the root; they export functions, and objects that are read by name: no classes
 */
export function lazyModules(modules) {
  const lazy = new Set(modules.map((path) => join(root, path)));
  return {
    name: "lazy-modules",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, kind }) => {
        const found = join(resolveDir, path);
        return kind === "import-statement" && lazy.has(found) ? { path: found, namespace } : null;
      });
      onLoad({ filter: /.*/, namespace }, async ({ path }) => {
        const contents = [
          `const load = () => require(${JSON.stringify(path)});`,
          ...(await exportsOf(path)).map(
            (name) => `export const ${name} = new Proxy(() => undefined, {
              apply: (_, self, given) => load().${name}(...given),
              get: (_, key) => load().${name}[key],
            });`,
          ),
        ];
        return { contents: contents.join("\n"), resolveDir: root };
      });
    },
  };
}

async function exportsOf(path) {
  const { metafile } = await build({
    entryPoints: [path],
    format: "esm",
    write: false,
    metafile: true,
    outdir: root,
    logLevel: "error",
  });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}
