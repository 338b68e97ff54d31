// How long a workbook takes and how much memory, in a process of its own each:
//   npx tsx test/bench/xlsx.ts [--rows 200000] [--exceljs <folder with node_modules>]
// exceljs is no dependency: it brings 190 packages, and its last release is of 2023. Install it in a
// folder anywhere to measure against its reading of a whole workbook.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadSource } from "../../kernel/load/load.ts";
import type { LoadProgress } from "../../kernel/load/progress.ts";
import { parseRecords } from "../../kernel/load/records.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { exportText } from "../../scripts/sample/export.ts";
import { escaped, writeWorkbook } from "../../scripts/sample/written-workbook.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "200000" },
    exceljs: { type: "string" },
    read: { type: "string" },
    path: { type: "string" },
  },
});

if (values.path !== undefined) await measure(values.read ?? "", values.path);
else {
  const scratch = mkdtempSync(join(tmpdir(), "campaign-notebook-bench-"));
  try {
    const path = join(scratch, "export.xlsx");
    writeFileSync(path, workbook(Number(values.rows)));
    console.log(`${values.rows} rows, ${(statSync(path).size / 1e6).toFixed(1)} MB`);
    run("ours", path);
    if (values.exceljs !== undefined) run(resolve(values.exceljs), path);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function run(reader: string, path: string): void {
  const script = fileURLToPath(import.meta.url);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=8192", "--import", "tsx", script, "--read", reader, "--path", path],
    { encoding: "utf8" },
  );
  console.log(stdout.trim() || stderr);
}

async function measure(reader: string, path: string): Promise<void> {
  const [startMs, startCpu] = [performance.now(), cpuSeconds()];
  const say = (what: string, rows: string): void =>
    console.log(
      `${what}: ${rows}${((performance.now() - startMs) / 1000).toFixed(1)} s,` +
        ` CPU ${(cpuSeconds() - startCpu).toFixed(1)} s,` +
        ` peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
    );
  if (reader !== "ours") say("read whole by exceljs", `${await exceljs(reader, path)} rows, `);
  else {
    // Hashing and unpacking come first; then the text is loaded like any other.
    const unpacked = (): void => say("read by us", "");
    say("loaded and checked by us", `${await ours(path, unpacked)} rows, `);
  }
}

function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

async function ours(path: string, unpacked: () => void): Promise<number> {
  const cache = await SourceCache.open(join(path, "..", "cache"));
  let said = false;
  const progress = ({ stage }: LoadProgress): void => {
    if (said || stage === "hashing" || stage === "unpacking") return;
    said = true;
    unpacked();
  };
  const { report } = await loadSource({ path, name: "ads" }, { cache, progress });
  if (report.rejected.length > 0) throw new Error("the workbook is clean");
  return report.rows.loaded;
}

async function exceljs(folder: string, path: string): Promise<number> {
  interface Book {
    readonly xlsx: { readFile(path: string): Promise<unknown> };
    readonly worksheets: readonly { readonly rowCount: number }[];
  }
  const library: { readonly Workbook: new () => Book } = createRequire(join(folder, "x.js"))(
    "exceljs",
  );
  const book = new library.Workbook();
  await book.xlsx.readFile(path);
  return (book.worksheets[0]?.rowCount ?? 0) - 1;
}

/** An export as a spreadsheet saves it: shared texts, numbers, serial dates, percent formats. */
function workbook(rows: number): Buffer {
  const text = [...exportText({ seed: 7, level: "ad", days: true, rows })].join("");
  const { records } = parseRecords(text, { delimiter: ",", quote: '"' });
  const strings = new Map<string, number>();
  const cell = (value: string, place: string, top: boolean): string => {
    if (!top && /^\d{4}-\d\d-\d\d$/.test(value))
      return `<c r="${place}" s="1"><v>${Date.parse(value) / 86_400_000 + 25_569}</v></c>`;
    if (/^-?\d{1,14}(\.\d+)?$/.test(value)) return `<c r="${place}"><v>${value}</v></c>`;
    if (/^\d+(\.\d+)?%$/.test(value))
      return `<c r="${place}" s="2"><v>${Number.parseFloat(value) / 100}</v></c>`;
    const index = strings.get(value) ?? strings.size;
    strings.set(value, index);
    return `<c r="${place}" t="s"><v>${index}</v></c>`;
  };
  const xml = records.map(
    (record, row) =>
      `<row r="${row + 1}" spans="1:${record.length}">${record
        .map((value, column) =>
          cell(value, `${String.fromCharCode(65 + column)}${row + 1}`, row === 0),
        )
        .join("")}</row>`,
  );
  return writeWorkbook({
    formats: [0, 14, 10],
    strings: [...strings.keys()],
    sheets: [{ name: escaped("Sheet1"), xml: `<sheetData>${xml.join("")}</sheetData>` }],
  });
}
