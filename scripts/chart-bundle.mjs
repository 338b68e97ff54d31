// Vega as a bundle of its own, dist/chart.cjs, so that a run without charts never reads it.
import { build } from "esbuild";

const drawing = /\/vega\/draw\.ts$/;

/** Modules of Vega that no chart here needs: maps, forces, hierarchies, word clouds. */
const unused = /^vega-(crossfilter|force|geo|hierarchy|label|projection|voronoi|wordcloud)$/;

/** Leaves out of Vega what is not needed here. */
export const leanVega = {
  name: "lean-vega",
  setup({ onResolve, onLoad, resolve }) {
    // vega-lite takes four helpers from vega, all of which are vega-util's.
    onResolve({ filter: /^vega$/ }, ({ importer, resolveDir, kind }) =>
      /node_modules[\\/]vega-lite[\\/]/.test(importer)
        ? resolve("vega-util", { resolveDir, kind })
        : undefined,
    );
    onResolve({ filter: unused }, ({ importer, path }) =>
      /[\\/]vega\.module\.js$/.test(importer) ? { path, namespace: "unused" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "module.exports = {}" }));
  },
};

/** Writes dist/chart.cjs. `options` override esbuild's. */
export function chartBundle(options = {}) {
  return build({
    entryPoints: { chart: "kernel/chart/vega/draw.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
    bundle: true,
    // The Node builds of vega-canvas and vega-loader await at top level, which CommonJS cannot.
    platform: "browser",
    target: "node20",
    format: "cjs",
    minify: true,
    legalComments: "linked",
    logLevel: "warning",
    plugins: [leanVega],
    ...options,
  });
}

/** For the other bundles: what they import of the drawing code is read from dist/chart.cjs. */
export const chartApart = {
  name: "chart-apart",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: drawing }, () => ({ path: "chart", namespace: "chart-apart" }));
    onResolve({ filter: /^\.\/chart\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: "chart-apart" }, () => ({
      contents: 'module.exports = require("./chart.cjs");',
    }));
  },
};
