// Libraries in files of their own beside a bundle, which are read when they are first needed.
import { build } from "esbuild";
import { root } from "./install.mjs";

/**
 * An esbuild plugin, for a bundle in CommonJS. Modules that import these libraries are evaluated at their
 * first use, see lazy-modules.mjs; here even the reading of the libraries' text waits for that.
 *
 * @param settings  esbuild's, as the bundle itself has them
 */
export function librariesApart(names, { outdir, ...settings }) {
  return {
    name: "libraries-apart",
    setup(bundle) {
      bundle.onStart(async () => {
        await Promise.all(
          names.map((name) =>
            build({
              ...settings,
              // As Node itself gives them to a module that imports them.
              stdin: { contents: `module.exports = require("${name}");`, resolveDir: root },
              outfile: `${outdir}/${name}.cjs`,
            }),
          ),
        );
      });
      bundle.onResolve({ filter: /^[a-z]/ }, ({ path }) =>
        names.includes(path) ? { path: `./${path}.cjs`, external: true } : null,
      );
    },
  };
}
