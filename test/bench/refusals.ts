import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { exportText } from "../../scripts/sample/export.ts";
import { sheetData, writeWorkbook } from "../../scripts/sample/written-workbook.ts";
import { writeZip } from "../../scripts/sample/written-zip.ts";
import type { Timing } from "./kernel.ts";
import { measuredProcess } from "./measured-process.ts";

const golden = "test/golden/load";
const damaged = ["gzip-cut", "zip-cut", "zip-in-zip", "zip-with-password", "zip-with-traversal"];
/** Files made to fill a disk or memory, and damaged ones, each by a process of its own. */
export function refusals(scratch: string): Timing[] {
  const folder = mkdtempSync(join(scratch, "hostile-"));
  const paths = Object.entries(hostile()).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  for (const name of damaged) {
    const files = readdirSync(join(golden, name)).filter((file) => !file.endsWith(".json"));
    paths.push(...files.map((file) => join(golden, name, file)));
  }
  const refused = paths.map((path) => {
    const process = measuredProcess(["dist/cli.cjs", "load", path], {
      CAMPAIGN_NOTEBOOK_CACHE: join(scratch, "refused"),
    });
    if (process.status === 0) throw new Error(`${path} was not refused`);
    return process;
  });
  const times = refused.map(({ ms }) => ms);
  const mostMb = Math.max(...refused.map(({ mb }) => mb));
  const what = `${paths.length} hostile or damaged files are refused, at most ${Math.round(mostMb)} MB (300)`;
  return [{ what, times, target: { of: "p95", ms: 5000 } }];
}

function hostile(): Readonly<Record<string, Uint8Array>> {
  const zeros = Buffer.alloc(500 * 1024 * 1024, "0,0,0\n");
  const part = zeros.subarray(0, 2 * 1024 * 1024);
  const far = Array.from(
    { length: 30_000 },
    (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
  );
  const noise = Array.from({ length: 9 }, (_, index) => "x".repeat(1e6) + index).join("");
  const zip = writeZip([
    {
      name: "a.csv",
      data: [...exportText({ seed: 1, level: "ad", days: true, rows: 200_000 })].join(""),
    },
  ]);
  return {
    "bomb.csv.gz": gzipSync(zeros),
    "bomb.zip": writeZip([{ name: "a.csv", data: zeros }]),
    "overlapping.zip": many(60, part),
    "entries.zip": many(1001, ""),
    "cut.zip": zip.subarray(0, zip.length / 2),
    "bomb.xlsx": book(`<sheetData>${" ".repeat(80e6)}</sheetData>`),
    "far.xlsx": book(`<sheetData>${far.join("")}</sheetData>`),
    "text.xlsx": book(sheetData([[noise]])),
  };
}

function book(xml: string): Uint8Array {
  return writeWorkbook({ sheets: [{ name: "Sheet1", xml }] });
}

function many(count: number, data: string | Uint8Array): Uint8Array {
  return writeZip(Array.from({ length: count }, (_, index) => ({ name: `${index}.csv`, data })));
}
