// npm run bench [-- --large 10000000]
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { exportText } from "../../scripts/sample/export.ts";
import type { Comparison } from "./compare.ts";
import { median } from "./compare.ts";
import { allRules } from "./diagnose.ts";
import { carefulLoad, firstLoad, loadAgain } from "./load.ts";
import { inEditor } from "./editor.ts";
import type { Timing } from "./kernel.ts";
import { kernelReady, stopTimes } from "./kernel.ts";
import { metricFunctions } from "./metrics.ts";
import { benchmarkPage, p95 } from "./page.ts";
import { refusals } from "./refusals.ts";
import { reportBeyondQueries } from "./report.ts";
import { startToAnswer } from "./start.ts";
import { typescriptCells } from "./typescript.ts";
import { workbookLoad } from "./xlsx.ts";

const { values } = parseArgs({ options: { large: { type: "string", default: "10000000" } } });
const large = Number(values.large);
if (!Number.isSafeInteger(large) || large < 1) throw new Error("--large: a number of rows");

const scratch = mkdtempSync(join(tmpdir(), "campaign-notebook-bench-"));
try {
  const comparisons = [
    ...(await withExport(1_000_000, async (path, rows) =>
      said(firstLoad(path, rows, scratch).then((one) => [one])),
    )),
    ...(await withExport(large, async (path, rows) => [
      ...(await said(allRules(path, rows, scratch).then((one) => [one]))),
      ...(await said(loadAgain(path, rows, scratch))),
    ])),
    ...(await withExport(100_000, (path, rows) =>
      said(carefulLoad(path, rows, scratch).then((one) => [one])),
    )),
    ...(await said(workbookLoad(scratch))),
    ...(await said(startToAnswer(scratch))),
    ...(await said(metricFunctions())),
    ...(await said(typescriptCells(scratch))),
  ];
  const timings = [
    ...(await toldTimes(refusals(scratch))),
    ...(await toldTimes(kernelReady(scratch))),
    ...(await withExport(1_000_000, async (path) => [
      ...(await toldTimes(stopTimes(scratch, path))),
      ...(await toldTimes(reportBeyondQueries(scratch, path))),
      ...(await toldTimes(inEditor(path))),
    ])),
  ];
  writeFileSync("docs/benchmarks.md", benchmarkPage(comparisons, timings, new Date()));
} finally {
  rmSync(scratch, { recursive: true });
}

/** Measures on an export of so many rows, which is removed afterwards. */
async function withExport<Result>(
  rows: number,
  measure: (path: string, rows: string) => Promise<Result>,
): Promise<Result> {
  const path = join(scratch, "ads-daily.csv");
  const text = exportText({ seed: 7, level: "ad", days: true, rows });
  await pipeline(Readable.from(text), createWriteStream(path));
  const name = rows % 1e6 === 0 ? `${rows / 1e6} M` : rows.toLocaleString("en-US");
  return await measure(path, name).finally(() => rmSync(path));
}

async function toldTimes(measured: Timing[] | Promise<Timing[]>): Promise<Timing[]> {
  const timings = await measured;
  for (const { what, times, target } of timings) {
    const ms = target.of === "p95" ? p95(times) : median(times);
    const late = ms > target.ms ? ": IT DOES NOT" : "";
    console.log(
      `${what}\n  ${target.of} ${ms.toFixed(0)} ms; to stay below ${target.ms} ms${late}`,
    );
  }
  return timings;
}

async function said(measured: Comparison[] | Promise<Comparison[]>): Promise<Comparison[]> {
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
