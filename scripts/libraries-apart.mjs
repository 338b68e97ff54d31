// Libraries in files of their own beside a bundle, which are read when they are first needed.
import { build } from "esbuild";

/**
 * An esbuild plugin, for a bundle in CommonJS. Modules that import these libraries are evaluated at their
 * first use, see lazy-modules.mjs; here even the reading of the libraries' text waits for that.
 *
 * @param settings  esbuild's, as the bundle itself has them
 */
export function librariesApart(names, settings) {
  return {
    name: "libraries-apart",
    setup({ onResolve, onStart }) {
      onStart(async () => {
        const entryPoints = Object.fromEntries(names.map((name) => [name, name]));
        await build({ ...settings, entryPoints });
      });
      onResolve({ filter: /^[a-z]/ }, ({ path }) =>
        names.includes(path) ? { path: `./${path}.cjs`, external: true } : null,
      );
    },
  };
}
