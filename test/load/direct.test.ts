import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { tableText } from "./table-text.ts";

// Large clean files are read by the engine itself. Whatever makes that unsafe must send the file the
// careful way, and on what is left both ways must agree to the last cell. A path with a bracket
// always goes the careful way, because the engine would take it for a pattern.

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const header =
  "By Day,Campaign name,Campaign ID,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination),CTR (destination),Frequency,My Score\n";
const rows = 10_500;

function clean(): string {
  let text = `\ufeff${header}`;
  for (let index = 0; index < rows; index++) {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 100))).toISOString().slice(0, 10);
    const ad = index % 100;
    const clicks = (index * 7) % 97;
    const ctr = clicks === 0 ? "-" : `${(clicks / 10).toFixed(2)}%`;
    text += `${day},"Spring, ""Ü""",1801000000000000001,Ad ${ad} 📢,18020000000000${String(ad).padStart(5, "0")},EUR,${(clicks * 0.37).toFixed(2)},${index},${clicks},${ctr},1.${ad % 10}5,${ad / 4}\n`;
  }
  return text;
}

function withTotals(text: string): string {
  return `${text}Total of ${rows} results,-,-,-,-,EUR,1.00,2,3,4.00%,1.5,-\n`;
}

async function bothWays(text: string) {
  const direct = join(scratch, "export.csv");
  await writeFile(direct, text);
  await rm(join(scratch, "[careful]"), { recursive: true, force: true });
  await mkdir(join(scratch, "[careful]"));
  const careful = join(scratch, "[careful]", "export.csv");
  await copyFile(direct, careful);

  await cache.purge();
  const first = await loadSource({ path: direct, name: "ads" }, { cache });
  const firstTable = await tableText(first.database);
  const wasDirect = !(await storesRowNumbers(first.database));
  await cache.purge();
  const second = await loadSource({ path: careful, name: "ads" }, { cache });
  return {
    first: first.report,
    firstTable,
    second: second.report,
    secondTable: await tableText(second.database),
    wasDirect,
  };
}

/** The careful way does; the direct way has the file's rows in order and needs none. */
async function storesRowNumbers(database: string): Promise<boolean> {
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll("FROM data LIMIT 0")).columnNames().includes("_row");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

it.each([
  ["clean", clean],
  ["with a totals row", () => withTotals(clean())],
  ["with odd digits in names", () => withTotals(clean()).replaceAll("Ad 7 ", "v1_2e5 1.234 ")],
  ["with CR LF", () => withTotals(clean()).replaceAll("\n", "\r\n")],
])("reads a large file the same both ways: %s", async (_, text) => {
  const { first, firstTable, second, secondTable, wasDirect } = await bothWays(text());
  expect(wasDirect).toBe(true);
  expect(first).toEqual(second);
  expect(first.rows.loaded).toBe(rows);
  expect(firstTable === secondTable).toBe(true);
});

const line = "2026-03-01,X,1801000000000000001,Odd,1802000000000000009,EUR,";
it.each([
  ["a grouped number", `${line}"1,234.50",10,1,10.00%,1.5,1\n`],
  ["a fraction in a count", `${line}1.00,10.5,1,10.00%,1.5,1\n`],
  ["more decimals than money has", `${line}1.0000001,10,1,10.00%,1.5,1\n`],
  ["a masked value", `${line}1.00,<5,1,10.00%,1.5,1\n`],
  ["a percentage without sign", `${line}1.00,10,1,10.00,1.5,1\n`],
  ["not a number", `${line}1.00,10,1,10.00%,nan,1\n`],
  ["infinity", `${line}1.00,10,1,10.00%,inf,1\n`],
  ["hexadecimal", `${line}1.00,0x1F,1,10.00%,1.5,1\n`],
  ["another date order", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("2026-03-01", "01/03/2026")],
  ["a time of day", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("2026-03-01", "2026-03-01 10:00")],
  ["an id with a tab", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("1802", "\t1802")],
  ["a padded id", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("1802", " 1802")],
  ["an id with a no-break space", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("1802", "\u00a01802")],
  ["a padded dash for a name", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("Odd", "- ")],
  ["a count between doubles", `${line}1.00,4503599627370497.5,1,10.00%,1.5,1\n`],
  ["an amount between doubles", `${line}8589934592.000001,10,1,10.00%,1.5,1\n`],
  ["a text where the sample had numbers", `${line}1.00,10,1,10.00%,1.5,high\n`],
  ["an exponent", `${line}1.00,1e3,1,10.00%,1.5,1\n`],
  ["an exponent in an amount", `${line}1.25E-1,10,1,10.00%,1.5,1\n`],
  ["an exponent in a percentage", `${line}1.00,10,1,1e1%,1.5,1\n`],
  ["an underscore in a number", `${line}1.00,1_000,1,10.00%,1.5,1\n`],
  ["a number grouped by points", `${line}1.00,1.000,1,10.00%,1.5,1\n`],
  ["a code where the sample had numbers", `${line}1.00,10,1,10.00%,1.5,007\n`],
  [
    "a day that stands for none",
    `${line}1.00,10,1,10.00%,1.5,1\n`.replace("2026-03-01", "1970-01-01"),
  ],
  ["a day before 1900", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("2026-03-01", "1899-12-30")],
  ["an id with an apostrophe", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("1802", "'1802")],
  ["an id as a formula", `${line}1.00,10,1,10.00%,1.5,1\n`.replace(/1802\d+/, '="$&"')],
  ["a subtotal", "-,Spring,-,-,-,EUR,1.00,10,1,10.00%,1.5,-\n"],
  ["a totals row in the middle", "Total of 5 results,-,-,-,-,EUR,1.00,10,1,10.00%,1.5,-\n"],
  ["a repeated header", header],
  ["a blank line", "\n"],
  ["a short row", "2026-03-01,X\n"],
  ["a long row", `${line}1.00,10,1,10.00%,1.5,1,surplus\n`],
  ["a stray byte", `${line}1.00,10,1,10.00%,1.5,1\n`.replace("Odd", "O\u0000d")],
])("a large file with %s in the middle takes the careful way", async (_, odd) => {
  const text = clean();
  const middle = text.indexOf("\n", text.length / 2) + 1;
  const { first, second, firstTable, secondTable } = await bothWays(
    withTotals(text.slice(0, middle) + odd + text.slice(middle)),
  );
  expect(first).toEqual(second);
  expect(firstTable === secondTable).toBe(true);
});

it("takes the careful way where an unknown column has values in the middle only", async () => {
  const text = clean()
    .split("\n")
    .map((row, index) =>
      index === 0 ? `${row},Mine` : row === "" ? "" : `${row},${index === rows / 2 ? 5 : ""}`,
    )
    .join("\n");
  const { first, second, firstTable, secondTable } = await bothWays(text);
  expect(first.columns.at(-1)).toMatchObject({ header: "Mine", type: "BIGINT", nulls: rows - 1 });
  expect(first).toEqual(second);
  expect(firstTable === secondTable).toBe(true);
});

it("stops while it reads and hashes, and nothing is left behind", async () => {
  const path = join(scratch, "stopped.csv");
  await writeFile(path, clean());
  await cache.purge();
  for (const stage of ["hashing", "reading", "checking"]) {
    const stop = new AbortController();
    const progress = (now: { readonly stage: string }): void => {
      if (now.stage === stage) setImmediate(() => stop.abort());
    };
    const loading = loadSource({ path, name: "ads" }, { cache, progress, signal: stop.signal });
    await loading.catch((error: unknown) => {
      expect(error).toMatchObject({ problem: { code: "interrupted" } });
    });
  }
  expect((await readdir(cache.folder)).filter((name) => name.startsWith("unfinished"))).toEqual([]);
});

it("loads a file whose last rows begin inside a quoted field", async () => {
  const name = `"${"long text, with \n line breaks ".repeat(4000)}"`;
  const last = `${line}1.00,10,1,10.00%,1.5,1\n`.replace("Odd", name);
  const { first, second, firstTable, secondTable } = await bothWays(clean() + last);
  expect(first.rows.loaded).toBe(rows + 1);
  expect(first).toEqual(second);
  expect(firstTable === secondTable).toBe(true);
});
