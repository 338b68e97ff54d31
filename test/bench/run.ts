// npm run bench [-- --large 10000000]
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { exportText } from "../../scripts/sample/export.ts";
import type { Comparison } from "./compare.ts";
import { carefulLoad, firstLoad, loadAgain } from "./load.ts";
import { metricFunctions } from "./metrics.ts";
import { benchmarkPage } from "./page.ts";
import { startToAnswer } from "./start.ts";

const { values } = parseArgs({ options: { large: { type: "string", default: "10000000" } } });
const large = Number(values.large);
if (!Number.isSafeInteger(large) || large < 1) throw new Error("--large: a number of rows");

const scratch = mkdtempSync(join(tmpdir(), "campaign-notebook-bench-"));
try {
  const comparisons = [
    ...(await withExport(1_000_000, async (path, rows) => [await firstLoad(path, rows, scratch)])),
    ...(await withExport(large, (path, rows) => loadAgain(path, rows, scratch))),
    ...(await withExport(100_000, async (path, rows) => [await carefulLoad(path, rows, scratch)])),
    ...(await said(startToAnswer(scratch))),
    ...(await said(metricFunctions())),
  ];
  writeFileSync("docs/benchmarks.md", benchmarkPage(comparisons, new Date()));
} finally {
  rmSync(scratch, { recursive: true });
}

/** Measures on an export of so many rows, which is removed afterwards. */
async function withExport(
  rows: number,
  measure: (path: string, rows: string) => Promise<Comparison[]>,
): Promise<Comparison[]> {
  const path = join(scratch, "ads-daily.csv");
  const text = exportText({ seed: 7, level: "ad", days: true, rows });
  await pipeline(Readable.from(text), createWriteStream(path));
  const name = rows % 1e6 === 0 ? `${rows / 1e6} M` : rows.toLocaleString("en-US");
  return await said(measure(path, name)).finally(() => rmSync(path));
}

async function said(measured: Promise<Comparison[]>): Promise<Comparison[]> {
  const comparisons = await measured;
  for (const { what, against, ratio, oursMs, againstMs, target } of comparisons)
    console.log(
      `${what}\n  against ${against}\n  ${ratio.toPrecision(3)}×` +
        ` (${oursMs.toFixed(0)} ms, ${againstMs.toFixed(0)} ms)` +
        (target === null
          ? ""
          : `; to stay below ${target}×${ratio > target ? ": IT DOES NOT" : ""}`),
    );
  return comparisons;
}
