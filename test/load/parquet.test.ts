import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Field, Schema, Table, tableToIPC, TimestampMicrosecond } from "apache-arrow";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { literal } from "../../kernel/sql.ts";
import { tableText } from "./table-text.ts";

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function parquet(name: string, select: string, options = ""): Promise<string> {
  const path = join(scratch, name);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet${options})`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const typed = `SELECT * FROM (VALUES
  (DATE '2026-05-01', 'Ad, "1"', 1801234567890123457::BIGINT, 1.234::DOUBLE, 12.5::DECIMAL(10, 2), 1000, 0.0000125::DOUBLE),
  (DATE '2026-05-02', NULL, 1801234567890123458::BIGINT, NULL, 0.005::DECIMAL(10, 3), 2000, 1e-9::DOUBLE))
  AS t("By Day", "Ad name", "Ad ID", "Frequency", "Cost", "Impressions", "My score")`;

it("reads typed columns digit for digit", async () => {
  const path = await parquet("ads.parquet", typed);
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  expect(report.files).toMatchObject([{ name: "ads.parquet", format: "parquet", headerRow: 1 }]);
  expect(report.rejected).toEqual([]);
  expect((await tableText(database)).split("\n").slice(1, 3)).toEqual([
    '"2026-05-01","Ad, \\"1\\"","1801234567890123457","1.234","12.500000","1000","0.0000125",∅,"ads.parquet","2"',
    '"2026-05-02",∅,"1801234567890123458",∅,"0.005000","2000","1e-9",∅,"ads.parquet","3"',
  ]);
});

it("takes moments at midnight as days, whatever zone they are written in", async () => {
  const path = await parquet(
    "moments.parquet",
    `SELECT TIMESTAMPTZ '2026-05-01 00:00:00+00' AS "By Day", '18012345678901' AS "Ad ID", 1 AS "Cost", 2 AS "Impressions"`,
  );
  const { report } = await loadSource({ path, name: "ads" }, { cache });
  expect(report.dates).toMatchObject({ from: "2026-05-01", to: "2026-05-01" });
});

const moments = `SELECT TIMESTAMPTZ '2026-04-30 22:00:00+00' AS "By Day", '18012345678901' AS "Ad ID", 1 AS "Cost", 2 AS "Impressions"`;

it.each([
  ["Europe/Oslo", "2026-05-01"],
  ["+05:30", "2026-05-01 03:30:00"],
  ["-02:00", "2026-04-30 20:00:00"],
  ["Nowhere/At all", "2026-04-30 22:00:00"],
  [undefined, "2026-04-30 22:00:00"],
])("takes moments for what they are in the zone of the file: %s", async (zone, expected) => {
  const schema = new Schema([new Field("By Day", new TimestampMicrosecond(zone))]);
  const bytes = tableToIPC(new Table(schema));
  const told = `, KV_METADATA {'ARROW:schema': ${literal(Buffer.from(bytes).toString("base64"))}}`;
  const path = await parquet(`zone-${String(zone).replace(/\W/g, "")}.parquet`, moments, told);
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  expect((await tableText(database)).split("\n")[1]).toContain(`"${expected}",`);
  // Where no zone is known, the report says that it is UTC.
  expect(report.notices.map(({ problem }) => problem.code)).toContain("time_offsets");
});

it("reads what data frames do to ids, missing values and bytes", async () => {
  const path = await parquet(
    "frame.parquet",
    `SELECT * FROM (VALUES
      (DATE '2026-05-01', 170123456789.0::DOUBLE, 'Gr\\xC3\\xB6\\xC3\\x9Fe'::BLOB, 1.5::FLOAT, 10::DOUBLE),
      (DATE '2026-05-02', 'nan'::DOUBLE, '\\xFF'::BLOB, 'nan'::FLOAT, 'nan'::DOUBLE))
      AS t("By Day", "Ad ID", "Ad name", "Cost", "Impressions")`,
  );
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  expect(report.rejected).toEqual([]);
  expect((await tableText(database)).split("\n").slice(1, 3)).toEqual([
    '"2026-05-01","170123456789","Größe","1.500000","10",∅,"frame.parquet","2"',
    '"2026-05-02",∅,"\\\\xFF",∅,∅,∅,"frame.parquet","3"',
  ]);
});

it("takes the fields of structures for columns", async () => {
  const path = await parquet(
    "answer.parquet",
    `SELECT {'stat_time_day': DATE '2026-05-01', 'ad_id': 1801234567890123457} AS dimensions,
      {'spend': 1.234::DOUBLE, 'impressions': 10} AS metrics, {'name': 'Ada', 'of': {'x': 1}} AS owner`,
  );
  const { report, database } = await loadSource({ path, name: "ads" }, { cache });
  expect(report.columns.map(({ id }) => id).slice(0, 4)).toEqual([
    "date",
    "ad_id",
    "cost",
    "impressions",
  ]);
  expect((await tableText(database)).split("\n")[1]).toBe(
    `"2026-05-01","1801234567890123457","1.234000","10","Ada","{'x': 1}",∅,"answer.parquet","2"`,
  );
});

it("takes a path for itself that the engine would take for a pattern", async () => {
  const path = await parquet("ads.parquet", typed);
  const odd = join(scratch, "ads[1].parquet");
  await writeFile(odd, await readFile(path));
  const { report } = await loadSource({ path: odd, name: "ads" }, { cache });
  expect(report.rows.loaded).toBe(2);
});

it("refuses a file that is cut off", async () => {
  const bytes = await readFile(await parquet("whole.parquet", typed));
  const path = join(scratch, "cut.parquet");
  await writeFile(path, bytes.subarray(0, bytes.length - 20));
  await expect(loadSource({ path, name: "ads" }, { cache })).rejects.toMatchObject({
    problem: { code: "damaged_container", place: { file: "cut.parquet" } },
  });
});
