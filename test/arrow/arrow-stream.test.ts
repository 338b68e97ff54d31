import { isDeepStrictEqual } from "node:util";
import type { DuckDBConnection, Json } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { assert, asyncProperty, constantFrom, integer, tuple, uniqueArray } from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { arrowBytes, arrowStream } from "../../kernel/arrow/arrow-stream.ts";
import type { Session } from "../../kernel/session/session.ts";
import { openFixture, problemOf } from "../session/session-fixture.ts";
import { fieldsOf, openReference, rowsOfArrow } from "./read-arrow.ts";

/** A value of every type from the row's number `i`, and the Arrow type it has to become. */
const types: Readonly<Record<string, readonly [arrow: string, sql: string]>> = {
  tiny: ["Int8", "(i % 256 - 128)::TINYINT"],
  small: ["Int16", "(i * 7 % 65536 - 32768)::SMALLINT"],
  int: ["Int32", "(i * 1000003 % 4294967296 - 2147483648)::INTEGER"],
  big: ["Int64", "(i - 2) * 1000000007 * 1000003"],
  utiny: ["Uint8", "(i % 256)::UTINYINT"],
  usmall: ["Uint16", "(65535 - i % 65536)::USMALLINT"],
  uint: ["Uint32", "(4294967295 - i)::UINTEGER"],
  ubig: ["Uint64", "18446744073709551615::UBIGINT - i::UBIGINT"],
  huge: ["Decimal[38e0]", "(i - 9)::HUGEINT * 17014118346046923173168730371588410::HUGEINT"],
  uhuge: ["Utf8", "340282366920938463463374607431768211455::UHUGEINT - i::UHUGEINT"],
  float: ["Float32", "(i / 3)::FLOAT"],
  double: ["Float64", "(i - 5) / 7"],
  special: ["Float64", "(['NaN', 'inf', '-inf', '-0'])[i % 4 + 1]::DOUBLE"],
  decimal4: ["Decimal[4e+2]", "(i % 199 - 99)::DECIMAL(4, 2)"],
  decimal9: ["Decimal[9e+3]", "(i - 300)::DECIMAL(9, 3)"],
  decimal18: ["Decimal[18e+4]", "(i * 1234567.0125 - 99999999)::DECIMAL(18, 4)"],
  decimal38: ["Decimal[38e+2]", "(i - 1)::HUGEINT * -98765432109876543.12::DECIMAL(38, 2)"],
  boolean: ["Bool", "i % 3 = 0"],
  short: ["Utf8", "repeat('é', i % 8)"],
  long: ["Utf8", "CASE WHEN i % 5 = 0 THEN '' ELSE repeat('広告 ' || i, i % 37) END"],
  json: ["Utf8", `json_object('ad', i)`],
  enum8: ["Dictionary<Uint8, Utf8>", "(['red', 'grün', ''])[i % 3 + 1]::ENUM ('red', 'grün', '')"],
  date: ["Date32<DAY>", "DATE '1900-01-01' + (i * 13)::INTEGER"],
  time: ["Time64<MICROSECOND>", "TIME '00:00:00' + INTERVAL (i * 10000019) MICROSECONDS"],
  seconds: ["Timestamp<SECOND>", "(TIMESTAMP '1969-12-31' + INTERVAL (i) HOURS)::TIMESTAMP_S"],
  millis: [
    "Timestamp<MILLISECOND>",
    "(TIMESTAMP '1969-12-31 23:59:59.25' + INTERVAL (i) SECONDS)::TIMESTAMP_MS",
  ],
  micros: [
    "Timestamp<MICROSECOND>",
    "TIMESTAMP '1969-12-31 23:59:59.123456' + INTERVAL (i * 99991) SECONDS",
  ],
  nanos: ["Timestamp<NANOSECOND>", "make_timestamp_ns((i - 3) * 1000000007)"],
  zoned: [
    "Timestamp<MICROSECOND, UTC>",
    "TIMESTAMPTZ '2024-03-31 00:30:00+00' + INTERVAL (i) MINUTES",
  ],
  list: ["List<Int64>", "range(i % 5)"],
  texts: [
    "List<Utf8>",
    "list_transform(range(i % 4), x -> CASE WHEN x = 1 THEN NULL ELSE repeat('word', x * i % 9) END)",
  ],
  struct: [
    "Struct<{ad:Int64, at:Date32<DAY>}>",
    "{'ad': i, 'at': DATE '2024-01-01' + i::INTEGER % 99}",
  ],
  structs: [
    "List<Struct<{n:Int64, t:Utf8, l:List<Dictionary<Uint8, Utf8>>}>>",
    "[{'n': i, 't': 'a text of its own ' || i, 'l': ['a'::ENUM ('a', 'b'), NULL]}, NULL, {'n': NULL, 't': NULL, 'l': NULL}][1:i % 4]",
  ],
  lists: ["List<List<Int64>>", "[range(i % 3), NULL, []][1:i % 4]"],
  uuid: ["Utf8", "md5(i::VARCHAR)::UUID"],
  bits: ["Utf8", "(i % 64)::INTEGER::BIT"],
};

/** Rows on both sides of the borders of bytes, words and chunks. */
const rowCounts = [0, 1, 7, 8, 9, 63, 64, 65, 2047, 2048, 2049, 4500];

let session: Session;
let reference: DuckDBConnection;
beforeAll(async () => {
  ({ session } = await openFixture());
  reference = await openReference();
});

async function rowsOfEngine(sql: string): Promise<Json[][]> {
  return (await reference.runAndReadAll(sql)).getRowsJson();
}

/** NULL in every row whose number is a multiple of `nulls`; 0 for none. */
function query(columns: readonly (readonly [name: string, nulls: number])[], rows: number): string {
  const items = columns.map(([name, nulls]) => {
    const sql = types[name]?.[1] ?? "";
    return `${nulls === 0 ? sql : `CASE WHEN i % ${nulls} = 0 THEN NULL ELSE ${sql} END`} AS ${name}`;
  });
  return `SELECT ${items.join(", ")} FROM range(${rows}) t(i)`;
}

async function expectEqual(sql: string): Promise<void> {
  const bytes = await arrowBytes(await session.stream(sql));
  const [ours, engine] = [rowsOfArrow(bytes), await rowsOfEngine(sql)];
  expect(ours.length).toBe(engine.length);
  const row = ours.findIndex((values, index) => !isDeepStrictEqual(values, engine[index]));
  expect(ours[row]).toEqual(engine[row]);
}

describe("values", () => {
  it.each(Object.entries(types))("%s", async (name, [arrowType]) => {
    const bytes = await arrowBytes(await session.stream(query([[name, 0]], 1)));
    expect(fieldsOf(bytes)).toEqual({ [name]: arrowType });
    for (const nulls of [0, 1, 3]) await expectEqual(query([[name, nulls]], 100));
  });

  it("are the engine's for random tables", async () => {
    const column = tuple(constantFrom(...Object.keys(types)), integer({ min: 0, max: 9 }));
    await assert(
      asyncProperty(
        uniqueArray(column, { selector: ([name]) => name, minLength: 1, maxLength: 4 }),
        constantFrom(...rowCounts),
        integer({ min: 1, max: 3 }),
        async (columns, rows, every) => {
          await expectEqual(`SELECT t.* FROM (${query(columns, rows)}) t, range(${every})`);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("keep long texts between short, empty and missing ones", async () => {
    await expectEqual(
      `SELECT CASE WHEN i % 7 = 0 THEN NULL WHEN i % 5 = 0 THEN '' WHEN i % 3 = 0 THEN 'short'
         ELSE repeat(chr(97 + (i % 26)::INTEGER), 13 + (i * i % 4000)::INTEGER) END AS text
       FROM range(3000) t(i)`,
    );
  });

  it("are text as the engine writes it where Arrow has no type", async () => {
    const sql = "SELECT INTERVAL (i * 400) DAYS AS i FROM range(3) t(i)";
    const ours = rowsOfArrow(await arrowBytes(await session.stream(sql)));
    expect(ours).toEqual(await rowsOfEngine(`SELECT i::VARCHAR FROM (${sql})`));
  });

  it("keep an enumeration of more than 256 and more than 65,536 values", async () => {
    for (const size of [300, 65_537]) {
      const type = `big_${size}`;
      const create = `CREATE TYPE ${type} AS ENUM (SELECT 'value ' || i FROM range(${size}) t(i))`;
      await session.run(create, {}, { trusted: true });
      await reference.run(create);
      const sql = `SELECT ('value ' || (i * 31 % ${size}))::${type} AS e FROM range(5000) t(i)`;
      expect(rowsOfArrow(await arrowBytes(await session.stream(sql)))).toEqual(
        await rowsOfEngine(sql),
      );
    }
  });
});

describe("a stream", () => {
  it("has its columns where the result has no rows", async () => {
    const bytes = await arrowBytes(
      await session.stream(
        query(
          [
            ["big", 0],
            ["enum8", 2],
          ],
          0,
        ),
      ),
    );
    expect(fieldsOf(bytes)).toEqual({ big: "Int64", enum8: "Dictionary<Uint8, Utf8>" });
    expect(rowsOfArrow(bytes)).toEqual([]);
  });

  it("has no columns where the statement has no result", async () => {
    const bytes = await arrowBytes(await session.stream("CREATE TABLE nothing (a INTEGER)"));
    expect(fieldsOf(bytes)).toEqual({});
    expect(rowsOfArrow(bytes)).toEqual([]);
  });

  it("refuses two columns of one name, of which readers would find one", async () => {
    const stream = session.stream("SELECT 1 AS a, 'x' AS a");
    expect(await problemOf(stream.then((result) => arrowBytes(result)))).toMatchObject({
      code: "name_taken",
      message: "Two columns of the result are called “a”",
    });
    await expectEqual("SELECT 1 AS still_there");
  });

  it("is the same bytes for the same result, whatever lay under its NULLs", async () => {
    const sql =
      "SELECT CASE WHEN i % 2 = 0 THEN i END AS a, 'x'::ENUM ('x') AS e FROM range(5000) t(i)";
    const other =
      "SELECT CASE WHEN i % 2 = 0 THEN i ELSE i + NULL END AS a, 'x'::ENUM ('x') AS e FROM range(5000) t(i)";
    const first = await arrowBytes(await session.stream(sql));
    expect(Buffer.compare(first, await arrowBytes(await session.stream(other)))).toBe(0);
  });

  it("says what its columns measure", async () => {
    const bytes = await arrowBytes(await session.stream("SELECT 1.5 AS cost, 'a' AS ad"), [
      { unit: "money", label: "Spend", currency: "NOK" },
      { unit: null, label: null, currency: null },
    ]);
    const { fields } = tableFromIPC(bytes).schema;
    expect(fields.map(({ metadata }) => Object.fromEntries(metadata))).toEqual([
      { unit: "money", label: "Spend", currency: "NOK" },
      {},
    ]);
  });

  it("that fails ends with the problem, and its bytes cannot be taken for a result", async () => {
    const failing =
      "SELECT CASE WHEN i = 190000 THEN error('late') ELSE i::VARCHAR || ' with some more text' END AS t FROM range(200000) t(i)";
    const pieces: Uint8Array[] = [];
    const problem = await problemOf(
      (async () => {
        for await (const piece of arrowStream(await session.stream(failing))) pieces.push(piece);
      })(),
    );
    expect(problem).toMatchObject({
      code: "sql_runtime",
      message: expect.stringContaining("late"),
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect(() => tableFromIPC(Buffer.concat(pieces))).toThrow();
    await expectEqual("SELECT 1 AS still_there");
  });
});

describe("values that Arrow has no place for", () => {
  it.each([
    ["'infinity'::DATE", "an infinite date"],
    ["'-infinity'::TIMESTAMP", "an infinite time"],
    ["['infinity'::TIMESTAMPTZ]", "an infinite time"],
    ["100000000000000000000000000000000000000::HUGEINT", "39 digits"],
    ["-170141183460469231731687303715884105727::HUGEINT", "39 digits"],
  ])("%s is refused by the column's name", async (sql, what) => {
    const stream = session.stream(
      `SELECT CASE WHEN i = 2 THEN ${sql} END AS day FROM range(3) t(i)`,
    );
    expect(await problemOf(stream.then((result) => arrowBytes(result)))).toMatchObject({
      code: "sql_type",
      message: expect.stringContaining(what),
      place: { column: "day" },
    });
  });

  it("are those alone", async () => {
    await expectEqual(
      `SELECT h::HUGEINT AS h FROM (VALUES ('99999999999999999999999999999999999999'),
         ('-99999999999999999999999999999999999999'), ('0'), ('-1'), (NULL)) t(h)`,
    );
    await expectEqual("SELECT DATE '9999-12-31' AS d, TIMESTAMP '9999-12-31 23:59:59.999999' AS t");
  });
});
