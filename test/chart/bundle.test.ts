import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chartApart, chartBundle } from "../../scripts/chart-bundle.mjs";

let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "chart-bundle-"));
  await chartBundle({ outdir: folder });
  await build({
    entryPoints: { render: "test/chart/render-in-child.ts" },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [chartApart],
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inChild(environment: Record<string, string>): { charts: string[]; loadedBefore: boolean } {
  const out = execFileSync(process.execPath, [path.join(folder, "render.cjs")], {
    env: { ...process.env, ...environment },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(out);
}

it("keeps Vega out of everything but its own file", () => {
  const [product, chart] = ["render.cjs", "chart.cjs"].map((name) =>
    readFileSync(path.join(folder, name), "utf8"),
  );
  expect(product).not.toContain("Unrecognized data set");
  expect(chart).toContain("Unrecognized data set");
  // With vega-lite's copy of Vega, maps and forces it would be over 1 MB.
  expect(chart?.length).toBeLessThan(800_000);
});

it("draws the same bytes in every time zone and language, and reads Vega only to draw", () => {
  const [first, ...others] = [
    { TZ: "UTC", LANG: "C" },
    { TZ: "America/New_York", LANG: "en_US.UTF-8" },
    { TZ: "Asia/Kolkata", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
  ].map(inChild);
  expect(first?.loadedBefore).toBe(false);
  expect(first?.charts.every((svg) => svg.startsWith("<svg"))).toBe(true);
  for (const other of others) expect(other).toEqual(first);
});
