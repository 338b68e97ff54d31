import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportResult } from "../../kernel/export/export-result.ts";
import { cellStyles } from "../../kernel/export/xlsx-parts.ts";
import { refuseBeyondSheet } from "../../kernel/export/xlsx.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { ExportFormat } from "../../kernel/protocol/export.ts";
import type { OutputColumn } from "../../kernel/protocol/output.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import type { Session } from "../../kernel/session/session.ts";
import { literal } from "../../kernel/sql.ts";
import type { Unit } from "../../kernel/protocol/unit.ts";
import { cellsOf, unzip } from "./read-xlsx.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-export-"));
let kernel: Kernel;
let session: Session;

beforeAll(async () => {
  kernel = await Kernel.open({ cacheFolder: join(folder, "cache") });
  session = await kernel.session();
});
afterAll(async () => {
  await kernel.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

let count = 0;

/** Exports what the query gives, and says where. */
async function exported(
  query: string,
  format: ExportFormat,
  units: Readonly<Record<string, Unit>> = {},
): Promise<string> {
  const table = `t${++count}`;
  await session.run(`CREATE TABLE ${table} AS ${query}`);
  const { columns } = await session.run(`FROM ${table}`, {}, { rowLimit: 0 });
  const { rows } = await session.run(`SELECT count(*) FROM ${table}`);
  const described = columns.map(({ name, type }): OutputColumn => ({
    name,
    type,
    label: name,
    unit: units[name] ?? null,
  }));
  const path = join(folder, `${table}.${format}`);
  const whole = {
    table,
    name: table,
    columns: described,
    currency: "EUR",
    total: Number(rows[0]?.[0]),
  };
  await exportResult(session, whole, { path, format });
  return path;
}

/** Rows as an engine of its own reads them from the file. */
async function readBack(path: string, reader = "read_csv"): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const all = reader === "read_csv" ? ", all_varchar = true" : "";
    return (await connection.runAndReadAll(`FROM ${reader}(${literal(path)}${all})`)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const mixed = `
  SELECT * FROM (VALUES
    ('1801234567890123457', 'Ø "quoted", two' || chr(10) || 'lines', DATE '2026-05-01',
      0.10::DECIMAL(18,6), 9007199254740993, 0.0125::DOUBLE, true),
    ('0007', NULL, DATE '2026-12-31', 223143331.85::DECIMAL(18,6), -5, NULL, false)
  ) v(ad_id, ad_name, date, cost, views, ctr, live)`;

describe("CSV", () => {
  it("is read back value by value", async () => {
    expect(await readBack(await exported(mixed, "csv"))).toEqual([
      [
        "1801234567890123457",
        'Ø "quoted", two\nlines',
        "2026-05-01",
        "0.1",
        "9007199254740993",
        "0.0125",
        "true",
      ],
      ["0007", null, "2026-12-31", "223143331.85", "-5", null, "false"],
    ]);
  });

  it.each(["=1+1", "+47", "-x", "@a", "\tb", "\rc"])("marks the text %j as text", async (text) => {
    const path = await exported(`SELECT ${literal(text)} AS f, -1 AS n`, "csv");
    expect(readFileSync(path, "utf8")).toBe(`f,n\n"'${text}",-1\n`);
  });
});

describe("Parquet", () => {
  it("has the rows in their order and their exact types", async () => {
    const path = await exported(`${mixed} ORDER BY views DESC`, "parquet");
    const rows = await readBack(path, "read_parquet");
    expect(rows.map((row) => [row[0], row[3], row[4], row[5]])).toEqual([
      ["1801234567890123457", "0.100000", "9007199254740993", 0.0125],
      ["0007", "223143331.850000", "-5", null],
    ]);
    expect(readdirSync(session.scratch).filter((name) => name.includes("export"))).toEqual([]);
  });
});

describe("XLSX", () => {
  it("keeps numbers as numbers, ids and what a sheet would round as text, with formats by unit", async () => {
    const path = await exported(mixed, "xlsx", { cost: "money", ctr: "ratio", views: "count" });
    const files = unzip(readFileSync(path));
    const cells = cellsOf(files.get("xl/worksheets/sheet1.xml") ?? "");
    const { text, money, ratio, count: whole, date } = cellStyles;
    const row = (number: number) =>
      Array.from("ABCDEFG").map((letter) => {
        const cell = cells.get(`${letter}${number}`);
        return cell && [cell.type, cell.style, cell.value];
      });
    expect(row(1).map((cell) => cell?.[2])).toEqual([
      "ad_id",
      "ad_name",
      "date",
      "cost",
      "views",
      "ctr",
      "live",
    ]);
    expect(row(2)).toEqual([
      ["inlineStr", text, "1801234567890123457"],
      ["inlineStr", text, 'Ø "quoted", two\nlines'],
      ["n", date, "46143"],
      ["n", money, "0.1"],
      ["inlineStr", text, "9007199254740993"],
      ["n", ratio, "0.0125"],
      ["b", 0, "1"],
    ]);
    expect(row(3)).toEqual([
      ["inlineStr", text, "0007"],
      undefined,
      ["n", date, "46387"],
      ["n", money, "223143331.85"],
      ["n", whole, "-5"],
      undefined,
      ["b", 0, "0"],
    ]);
    expect(files.get("xl/styles.xml")).toContain('formatCode="&quot;EUR&quot;\\ #,##0.00"');
    for (const xml of files.values()) expect(xml).toMatch(/^<\?xml/);
    expect(files.get("xl/worksheets/sheet1.xml")).toContain('<autoFilter ref="A1:G3"/>');
  });

  it("writes times to the second, days before the calendar as text, and what XML lacks as codes", async () => {
    const query = `SELECT TIMESTAMP '2026-05-01 18:00:00' AS t, DATE '1899-12-31' AS old,
      '=1+1' AS f, chr(7) || '_x0041_' || '<&>' AS odd, 'nan'::DOUBLE AS none`;
    const files = unzip(readFileSync(await exported(query, "xlsx")));
    const cells = cellsOf(files.get("xl/worksheets/sheet1.xml") ?? "");
    expect(Array.from("ABCDE").map((letter) => cells.get(`${letter}2`))).toEqual([
      { type: "n", style: cellStyles.time, value: "46143.75" },
      { type: "inlineStr", style: cellStyles.text, value: "1899-12-31" },
      { type: "inlineStr", style: cellStyles.quoted, value: "=1+1" },
      { type: "inlineStr", style: cellStyles.text, value: "_x0007__x005F_x0041_<&>" },
      { type: "e", style: 0, value: "#NUM!" },
    ]);
  });

  it("holds many rows and the same bytes each time", async () => {
    const query = "SELECT i, 'row ' || i AS name FROM range(20000) r(i)";
    const [one, two] = [await exported(query, "xlsx"), await exported(query, "xlsx")];
    const sheets = [one, two].map((path) =>
      unzip(readFileSync(path)).get("xl/worksheets/sheet1.xml"),
    );
    expect(cellsOf(sheets[0] ?? "").get("B20001")?.value).toBe("row 19999");
    expect(sheets[0]).toBe(sheets[1]);
  });

  it("refuses what a sheet cannot hold before it writes", async () => {
    const sheet = { total: 1_048_576, columns: [] };
    expect(() => refuseBeyondSheet(sheet)).toThrow(ProblemError);
    refuseBeyondSheet({ ...sheet, total: 1_048_575 });
    const before = readdirSync(folder);
    await expect(exported("SELECT repeat('x', 32768) AS long", "xlsx")).rejects.toMatchObject({
      problem: { code: "too_large", place: { row: 2, column: "long" } },
    });
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("an export", () => {
  it.each<ExportFormat>(["csv", "xlsx", "parquet"])(
    "as %s that is stopped leaves nothing",
    async (format) => {
      const table = `stopped_${format}`;
      await session.run(
        `CREATE TABLE ${table} AS SELECT i, 'row ' || i AS name FROM range(3000000) r(i)`,
      );
      const path = join(folder, `${table}.${format}`);
      const columns = [
        { name: "i", label: "i", unit: null, type: "BIGINT" },
        { name: "name", label: "name", unit: null, type: "VARCHAR" },
      ];
      // Named smaller than it is, so that the sheet's limit does not come first.
      const running = exportResult(
        session,
        { table, name: "t", columns, currency: null, total: 1000 },
        { path, format },
      );
      const timer = setInterval(() => session.interrupt(), 50);
      await expect(running).rejects.toMatchObject({ problem: { code: "interrupted" } });
      clearInterval(timer);
      expect(readdirSync(folder).filter((name) => name.includes(table))).toEqual([]);
      expect((await session.run("SELECT 1")).total).toBe(1);
    },
  );

  it("to a folder that is not there is refused in words", async () => {
    await session.run("CREATE TABLE one AS SELECT 1 AS n");
    const columns = [{ name: "n", label: "n", unit: null, type: "INTEGER" }];
    const path = join(folder, "none", "a.csv");
    await expect(
      exportResult(
        session,
        { table: "one", name: "one", columns, currency: null, total: 1 },
        { path, format: "csv" },
      ),
    ).rejects.toMatchObject({ problem: { code: "not_writable" } });
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});
