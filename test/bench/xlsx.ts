import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "./compare.ts";
import { median } from "./compare.ts";
import { largeWorkbook } from "./large-workbook.ts";
import type { MeasuredProcess } from "./measured-process.ts";
import { measuredProcess } from "./measured-process.ts";

// No dependency, not even of development: it brings 190 packages, and its last release is of 2023.
const peer = "exceljs@4.4.0";
const whole = `const book = new (require("exceljs").Workbook)();
  book.xlsx.readFile(process.argv[1]).then(() => {
    if (book.worksheets[0].rowCount < 1000) throw new Error("not read");
  });`;
const streaming = `(async () => {
    const { WorkbookReader } = require("exceljs").stream.xlsx;
    let rows = 0;
    for await (const sheet of new WorkbookReader(process.argv[1], { sharedStrings: "cache", styles: "cache" }))
      for await (const row of sheet) rows += row.values.length > 0;
    if (rows < 1000) throw new Error("not read");
  })();`;

/** A workbook loaded into a table and checked, beside a well-known library that only reads it. */
export function workbookLoad(scratch: string): Comparison[] {
  const rows = 200_000;
  const path = join(scratch, "export.xlsx");
  writeFileSync(path, largeWorkbook(rows));
  const folder = mkdtempSync(join(scratch, "peer-"));
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
  execFileSync("npm", ["install", ...quiet, "--prefix", folder, peer]);
  const ours = (): MeasuredProcess =>
    measuredProcess(["dist/cli.cjs", "load", path], {
      CAMPAIGN_NOTEBOOK_CACHE: mkdtempSync(join(scratch, "workbook-")),
    });
  const theirs = (script: string) => (): MeasuredProcess =>
    measuredProcess(["--max-old-space-size=8192", "-e", script, path], {
      NODE_PATH: join(folder, "node_modules"),
    });
  const what = `${rows.toLocaleString("en-US")} rows of a workbook, loaded and checked`;
  return [
    beside(
      { what, against: `${peer}, the whole workbook read`, target: 1 / 3 },
      ours,
      theirs(whole),
    ),
    beside(
      { what, against: `${peer}, its rows as a stream`, target: null },
      ours,
      theirs(streaming),
    ),
  ];
}

function beside(
  named: { readonly what: string; readonly against: string; readonly target: number | null },
  ours: () => MeasuredProcess,
  theirs: () => MeasuredProcess,
): Comparison {
  const rounds = 3;
  const pairs = Array.from({ length: rounds }, () => ({ theirs: theirs(), ours: ours() }));
  for (const { status, stderr } of pairs.flatMap(Object.values<MeasuredProcess>))
    if (status !== 0) throw new Error(stderr);
  const most = (who: "ours" | "theirs"): string =>
    `${Math.round(Math.max(...pairs.map((pair) => pair[who].mb)))} MB`;
  return {
    what: `${named.what}: ${most("ours")}`,
    against: `${named.against}: ${most("theirs")}`,
    oursMs: median(pairs.map((pair) => pair.ours.ms)),
    againstMs: median(pairs.map((pair) => pair.theirs.ms)),
    ratio: median(pairs.map((pair) => pair.ours.ms / pair.theirs.ms)),
    rounds,
    target: named.target,
  };
}
