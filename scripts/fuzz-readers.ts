// Damages files of every kind that the loader reads, byte by byte and cell by cell, and loads them.
//
//   npx tsx scripts/fuzz-readers.ts [--seconds 60] [--seed 1] [--kind xlsx]
//
// Found, and exit 1: an error that is no problem of ours (a crash), a load of more than 30 s (a hang),
// a row account that does not close, and a silent difference: the two readers of a sheet seeing
// different rows, or a gzip or ZIP copy of a text loading as something else than the text.
// Files that find something are kept in the folder that is named at the end.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { loadSource } from "../kernel/load/load.ts";
import { SourceCache } from "../kernel/load/source-cache.ts";
import { UnusualXml } from "../kernel/load/xlsx/plain-xml.ts";
import { SheetReader } from "../kernel/load/xlsx/sheet-reader.ts";
import type { XmlHandlers } from "../kernel/load/xlsx/xml-handlers.ts";
import { readPlainXml, readXml } from "../kernel/load/xlsx/xml.ts";
import type { LoadReport } from "../kernel/protocol/load-report.ts";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";
import { escaped, sheetData, writeWorkbook } from "./sample/written-workbook.ts";
import { writeZip } from "./sample/written-zip.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    kind: { type: "string" },
  },
});

const hangMs = 30_000;
const scratch = mkdtempSync(join(tmpdir(), "campaign-notebook-fuzz-"));
const findings = join(scratch, "found");
mkdirSync(findings);
const cache = await SourceCache.open(join(scratch, "cache"));

let state = Number(values.seed) >>> 0;
/** 0 or more, less than `below`; the same numbers for the same seed. */
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function one<Item>(items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

const header = ["By Day", "Campaign name", "Ad name", "Ad ID", "Currency", "Cost", "Impressions"];
const rows = Array.from({ length: 30 }, (_, index) => [
  `2026-05-${String(1 + (index % 28)).padStart(2, "0")}`,
  one(["Spring", 'Sale "now"', "Größe, XL", "春の新作"]),
  `Ad ${index % 7}`,
  `18012345678901234${String(index % 7).padStart(2, "0")}`,
  "EUR",
  `${random(500)}.${random(90) + 10}`,
  String(random(100_000)),
]);
const csv = [header, ...rows]
  .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
  .join("\n");
const strings = [...new Set(rows.map((row) => row[1] ?? ""))];
const sheet = sheetData([
  header,
  ...rows.map((row) =>
    row.map((cell, at) => {
      if (at === 0)
        return { xml: `<c r="@" s="1"><v>${Date.parse(cell) / 86_400_000 + 25_569}</v></c>` };
      if (at === 1) return { xml: `<c r="@" t="s"><v>${strings.indexOf(cell)}</v></c>` };
      return at > 4 ? Number(cell) : cell;
    }),
  ),
]);
const book = (xml: string): Buffer =>
  writeWorkbook({ sheets: [{ name: "Sheet1", xml }], strings, formats: [0, 14] });
const table = [header, ...rows];
const page = `<html><table>${table.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</table></html>`;
const office = "urn:schemas-microsoft-com:office:spreadsheet";
const spreadsheetXml = `<?xml version="1.0"?><Workbook xmlns="${office}" xmlns:ss="${office}"><Worksheet ss:Name="A"><Table>${table.map((row) => `<Row>${row.map((cell, at) => `<Cell><Data ss:Type="${at > 4 && row !== header ? "Number" : "String"}">${escaped(cell)}</Data></Cell>`).join("")}</Row>`).join("")}</Table></Worksheet></Workbook>`;
const openDocument = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:body><office:spreadsheet><table:table table:name="A">${table.map((row) => `<table:table-row table:number-rows-repeated="1">${row.map((cell, at) => (at > 4 && row !== header ? `<table:table-cell office:value-type="float" office:value="${cell}"/>` : `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`)).join("")}</table:table-row>`).join("")}</table:table></office:spreadsheet></office:body></office:document>`;
const records = rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at], cell])));

const odd = [
  "",
  '"',
  '""',
  "\n",
  "\r",
  ",",
  ";",
  "\0",
  "<",
  ">",
  "&",
  "&amp;",
  "]]>",
  "<!--",
  "<![CDATA[",
  "</c>",
  "<c>",
  "<row>",
  "<v>",
  "r=",
  "'",
  "1e9",
  "-",
  "Total",
  "\ufeff",
  "{",
  "}",
  "[",
  "]",
  "PK\x03\x04",
  "PK\x01\x02",
  "\xff\xfe",
  "\u{1f600}",
  "999999999999999999999",
  "0x1",
  "A1",
].map((text) => Buffer.from(text));

function damaged(bytes: Buffer): Buffer {
  let result = bytes;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(result.length + 1);
    const cut = random(3) === 0 ? random(40) : random(3);
    const put =
      random(2) === 0
        ? one(odd)
        : Buffer.from(Array.from({ length: random(3) }, () => random(256)));
    result = Buffer.concat([result.subarray(0, at), put, result.subarray(at + cut)]);
  }
  return random(10) === 0 ? result.subarray(0, random(result.length)) : result;
}

const text = (): Buffer => damaged(Buffer.from(csv));
const sheetText = (): string => damaged(Buffer.from(sheet)).toString();
const kinds: Readonly<Record<string, () => Buffer>> = {
  text,
  utf16: () => damaged(Buffer.from(`\ufeff${csv}`, "utf16le")),
  gzip: () => damaged(gzipSync(csv)),
  zip: () =>
    damaged(
      writeZip([
        { name: "a.csv", data: csv },
        { name: "b.csv", data: text() },
      ]),
    ),
  "zip of damaged": () => writeZip([{ name: "a.csv", data: text() }]),
  xlsx: () => damaged(book(sheet)),
  sheet: () => book(sheetText()),
  page: () => damaged(Buffer.from(page)),
  "spreadsheet xml": () => damaged(Buffer.from(spreadsheetXml)),
  "open document": () => damaged(Buffer.from(openDocument)),
  answers: () =>
    damaged(
      Buffer.from(
        JSON.stringify(
          [1, 2].map((number) => ({
            code: 0,
            data: { page_info: { page: number, total_page: 2 }, list: records },
          })),
        ),
      ),
    ),
  json: () => damaged(Buffer.from(JSON.stringify(records))),
  "json lines": () => damaged(Buffer.from(records.map((row) => JSON.stringify(row)).join("\n"))),
};

const counts = new Map<string, number>();
const started = Date.now();
let found = 0;
const chosen = Object.entries(kinds).filter(([name]) => !values.kind || name === values.kind);
while (Date.now() - started < Number(values.seconds) * 1000) {
  const [kind, make] = one(chosen);
  const bytes = make();
  const fault = await faultOf(kind, bytes);
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (fault === null) continue;
  found++;
  const path = join(findings, `${found}-${kind.replaceAll(" ", "-")}`);
  writeFileSync(path, bytes);
  console.log(`${path}: ${fault}`);
}
console.log(
  [...counts].map(([kind, count]) => `${kind} ${count}`).join(", "),
  found === 0 ? "\nnothing found" : `\n${found} found, kept in ${findings}`,
);
if (found === 0) rmSync(scratch, { recursive: true });
process.exitCode = found === 0 ? 0 : 1;

async function faultOf(kind: string, bytes: Buffer): Promise<string | null> {
  const startMs = performance.now();
  const first = await outcome(bytes, "export");
  if (performance.now() - startMs > hangMs) return "took more than 30 s";
  if (first.startsWith("crash")) return first;
  if (kind === "text" && random(4) === 0) {
    const packed = random(2) === 0 ? gzipSync(bytes) : writeZip([{ name: "a", data: bytes }]);
    const second = await outcome(packed, "packed");
    if (first !== second && bytes.length > 0) return `packed it differs: ${first} / ${second}`;
  }
  return kind === "sheet" ? await sheetFaults(200) : null;
}

/** Much faster than a load. */
async function sheetFaults(sheets: number): Promise<string | null> {
  for (let count = 0; count < sheets; count++) {
    const fault = await sheetFault(sheetText());
    if (fault !== null) return fault;
  }
  return null;
}

/** What a load gave, without what differs between a file and its packed copy. */
async function outcome(bytes: Buffer, name: string): Promise<string> {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  try {
    const { report, database } = await loadSource({ path, name: "ads" }, { cache });
    rmSync(database, { force: true });
    return closes(report)
      ? JSON.stringify([report.rows, report.rejected, report.columns, report.totals, report.dates])
      : `crash: the account does not close: ${JSON.stringify(report.rows)}`;
  } catch (error) {
    if (!(error instanceof ProblemError)) return `crash: ${String(error)}`;
    if (error.problem.code === "internal") return `crash: ${error.message}`;
    if (describeProblem(error.problem).includes(scratch)) return `crash: names a path of ours`;
    return error.problem.code;
  }
}

function closes({ rows: { read, loaded, leftOut } }: LoadReport): boolean {
  return loaded + leftOut.reduce((sum, entry) => sum + entry.rows, 0) === read;
}

/** Whether the fast reader of sheets sees anything that the parser does not see, or sees otherwise. */
async function sheetFault(xml: string): Promise<string | null> {
  const whole = `<worksheet>${xml}</worksheet>`;
  const fast = await rowsOf(readPlainXml, whole);
  if (fast === null) return null;
  const slow = await rowsOf(readXml, whole);
  return fast === slow ? null : `the readers differ: ${xml.slice(0, 200)}`;
}

async function rowsOf(read: typeof readXml, xml: string): Promise<string | null> {
  const seen: string[] = [];
  const reader = new SheetReader({
    label: "sheet",
    strings,
    formats: ["plain", "date"],
    date1904: false,
    uncalculated: false,
    row: (row, cells) => seen.push(JSON.stringify([row, cells])),
  });
  const handlers: XmlHandlers = {
    open: (name, attributes) => reader.open(name, attributes),
    text: (value) => reader.text(value),
    close: (name) => reader.close(name),
    cell: (cell) => reader.cell(cell),
  };
  // Cut anywhere, as the pieces of a file are.
  const bytes = Buffer.from(xml);
  const at = random(bytes.length);
  const part = Readable.from(
    [bytes.subarray(0, at), bytes.subarray(at)].filter(({ length }) => length > 0),
  );
  try {
    await read(part, "sheet", handlers);
    return seen.join("\n");
  } catch (error) {
    if (error instanceof UnusualXml) return null;
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
}
