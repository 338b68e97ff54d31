import { DuckDBInstance } from "@duckdb/node-api";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../kernel/session/session.ts";
import { rowsOf } from "../../kernel/session/values.ts";
import { openFixture, problemOf } from "./session-fixture.ts";

let session: Session;

beforeAll(async () => {
  ({ session } = await openFixture());
});

describe("values", () => {
  it("are exact", async () => {
    const { columns, rows } = await session.run(
      `SELECT 1::TINYINT AS a, 18446744073709551615::UBIGINT AS b,
        170141183460469231731687303715884105727::HUGEINT AS c, -0.05::DECIMAL(4,2) AS d,
        12345678901234567890123456789012.345678::DECIMAL(38,6) AS e, 0.1::DOUBLE + 0.2::DOUBLE AS f,
        DATE '2026-01-31' AS g, TIMESTAMP '2026-01-31 10:00:00.123456' AS h,
        TIMESTAMPTZ '2026-01-31 10:00:00+02' AS i, DATE 'infinity' AS j, NULL AS k, true AS l,
        'ä😀' AS m, TIMESTAMP '-infinity' AS n, 'NaN'::DOUBLE AS o, TIME '10:30:00' AS p`,
    );
    expect(rows).toEqual([
      [
        1n,
        18446744073709551615n,
        170141183460469231731687303715884105727n,
        "-0.05",
        "12345678901234567890123456789012.345678",
        0.1 + 0.2,
        "2026-01-31",
        "2026-01-31T10:00:00.123456",
        "2026-01-31T08:00:00Z",
        "infinity",
        null,
        true,
        "ä😀",
        "-infinity",
        NaN,
        "10:30:00",
      ],
    ]);
    expect(columns[3]).toEqual({ name: "d", type: "DECIMAL(4,2)" });
  });

  it("nest as JSON, with whole numbers beyond 2^53 as text", async () => {
    const { rows } = await session.run(
      `SELECT [1, NULL, 9007199254740993] AS l, {'a': 1.50::DECIMAL(4,2), 'b': [DATE '2026-01-31']} AS s,
        MAP {'k': 2} AS m, ['NaN'::DOUBLE] AS d`,
    );
    expect(rows[0]).toEqual([
      [1, null, "9007199254740993"],
      { a: "1.50", b: ["2026-01-31"] },
      [{ key: "k", value: 2 }],
      ["NaN"],
    ]);
    expect(JSON.parse(JSON.stringify(rows[0]))).toEqual(rows[0]);
  });

  it("read as the engine itself writes them, for every type it has", async () => {
    const types =
      "bool, bigint, hugeint, uhugeint, bignum, time, dec_4_1, dec38_10, uuid, interval, bit, " +
      "small_enum, varchar, timestamp, timestamp_s, timestamp_ms, timestamp_ns";
    const values = await session.run(`SELECT ${types} FROM test_all_types()`);
    const texts = await session.run(
      `SELECT COLUMNS(*)::VARCHAR FROM (SELECT ${types} FROM test_all_types())`,
    );
    const written = values.rows.map((row) =>
      row.map((value, column) => {
        const time = values.columns[column]?.type.startsWith("TIMESTAMP") ?? false;
        if (value === null || typeof value === "object") return value;
        return time ? String(value).replace("T", " ") : String(value);
      }),
    );
    expect(written).toEqual(texts.rows);
    expect(written).toHaveLength(3);
  });

  it("keep two columns of one name", async () => {
    const { columns, rows } = await session.run("SELECT 1 AS a, 2 AS a");
    expect(columns.map(({ name }) => name)).toEqual(["a", "a"]);
    expect(rows).toEqual([[1n, 2n]]);
  });
});

describe("results", () => {
  it("are those of the last statement", async () => {
    const result = await session.run(
      "CREATE OR REPLACE TABLE t AS FROM ads; SELECT 1; SELECT count(*) AS n FROM t",
    );
    expect(result).toEqual({
      columns: [{ name: "n", type: "BIGINT" }],
      rows: [[3n]],
      cut: false,
      total: 1,
      changed: null,
    });
  });

  it.each([
    ["CREATE OR REPLACE TABLE t AS FROM ads", 3],
    ["CREATE OR REPLACE TABLE t AS PIVOT ads ON ad_id USING sum(cost)", 3],
    ["CREATE OR REPLACE TABLE t (i INTEGER)", null],
    ["CREATE OR REPLACE TABLE t (i INTEGER); INSERT INTO t FROM range(5)", 5],
    ["", null],
    ["-- nothing", null],
  ])("of %j count what was written", async (sql, changed) => {
    expect(await session.run(sql)).toEqual({
      columns: [],
      rows: [],
      cut: false,
      total: 0,
      changed,
    });
  });

  it("say that they were cut", async () => {
    const cut = await session.run("FROM range(10000)", {}, { rowLimit: 3 });
    expect(cut).toMatchObject({ rows: [[0n], [1n], [2n]], cut: true, total: null });
    const whole = await session.run("FROM range(3)", {}, { rowLimit: 3 });
    expect(whole).toMatchObject({ cut: false, total: 3 });
    expect((await session.run("FROM range(10000)")).rows).toHaveLength(10000);
  });

  it("fail where a row fails that comes late, instead of ending there", async () => {
    const sql =
      "SELECT CASE WHEN i = 500000 THEN error('late') ELSE '' END FROM range(600000) t(i)";
    const late = { code: "sql_runtime", message: "late" };
    expect(await problemOf(session.run(sql))).toMatchObject(late);
    expect(await problemOf(session.run(`${sql}; SELECT 1`))).toMatchObject(late);
    const { chunks } = await session.stream(sql);
    let rows = 0;
    const read = async () => {
      for await (const chunk of chunks) rows += chunk.rowCount;
    };
    expect(await problemOf(read())).toMatchObject(late);
    expect(rows).toBeGreaterThan(0);
  });

  it("stream in order, and free the session when left early", async () => {
    const { columns, chunks } = await session.stream("SELECT i FROM range($n) t(i)", { n: 5000 });
    expect(columns).toEqual([{ name: "i", type: "BIGINT" }]);
    const seen: unknown[] = [];
    for await (const chunk of chunks) seen.push(...rowsOf(chunk).flat());
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, i) => BigInt(i)));

    const early = await session.stream("FROM range(100000)");
    for await (const chunk of early.chunks) {
      expect(chunk.rowCount).toBeGreaterThan(0);
      break;
    }
    expect((await session.run("SELECT 1")).rows).toEqual([[1n]]);
  });

  it("come in the order of the calls", async () => {
    const finished: number[] = [];
    await Promise.all(
      [300_000, 10, 1].map(async (n) => {
        await session.run("SELECT sum(i) FROM range($n) t(i)", { n });
        finished.push(n);
      }),
    );
    expect(finished).toEqual([300_000, 10, 1]);
  });
});

describe("parameters", () => {
  it("are bound by name, whatever their value", async () => {
    const nasty = "'; DROP TABLE t; --";
    const { rows } = await session.run(
      "CREATE OR REPLACE TABLE t AS SELECT 1; SELECT $text, $Day + 1, $big, $whole, $half, $no, $nothing, $text",
      {
        text: nasty,
        day: { date: "2028-02-29" },
        big: 2n ** 100n,
        whole: 2 ** 40,
        half: 0.5,
        no: false,
        nothing: null,
        unused: "x",
      },
    );
    const expected = [nasty, "2028-03-01", 2n ** 100n, 2n ** 40n, 0.5, false, null, nasty];
    expect(rows).toEqual([expected]);
    expect((await session.run("FROM range(9) LIMIT $n", { n: 2 })).rows).toHaveLength(2);
    expect((await session.run("CREATE TABLE p AS SELECT $n AS n; FROM p", { n: 2 })).rows).toEqual([
      [2n],
    ]);
  });

  it.each([
    ["SELECT $min_clicks", { min_click: 1 }, "$min_clicks"],
    ["SELECT 1; SELECT $a", {}, "$a"],
    ["SELECT ?", {}, "names"],
    ["SELECT $1", { 1: 1 }, "names"],
    ["SELECT $a + ?", { a: 1 }, "names"],
    ["SELECT $a", { a: { date: "2026-02-30" } }, "2026-02-30"],
    ["SELECT $a", { a: { date: "today" } }, "today"],
    ["SELECT $a", { a: Number.NaN }, "$a"],
    ["SELECT $a", { a: 2n ** 130n }, "$a"],
    ["SELECT $a", { a: "x\0y" }, "$a"],
    ["CREATE VIEW v AS SELECT $a", { a: 1 }, "takes no parameter"],
    ["PIVOT (FROM ads WHERE cost > $a) ON ad_id USING sum(cost)", { a: 1 }, "PIVOT"],
  ])("of %j with %o are refused", async (sql, parameters, named) => {
    const problem = await problemOf(session.run(sql, parameters));
    expect(problem.code).toBe("sql_parameter");
    expect(problem.message).toContain(named);
  });
});

it("opens only sources that are there, and each once", async () => {
  const { folder, sourceFile } = await openFixture();
  const open = (sources: { name: string; file: string }[]) =>
    openFixture({ database: ":memory:", scratch: join(folder, "other"), sources });
  expect((await problemOf(open([{ name: "ads", file: "/nowhere.duckdb" }]))).code).toBe(
    "cache_unusable",
  );
  const twice = [
    { name: "ads", file: sourceFile },
    { name: "ADS", file: sourceFile },
  ];
  expect((await problemOf(open(twice))).code).toBe("name_taken");
});

it("reads a source while another process could, and writes results to its own file", async () => {
  const first = await openFixture();
  const { folder, sourceFile } = first;
  await first.session.run("CREATE TABLE kept AS FROM ads");
  const reader = await DuckDBInstance.create(sourceFile, { access_mode: "READ_ONLY" });
  reader.closeSync();
  const again = { database: join(folder, "session.duckdb"), scratch: join(folder, "other") };
  expect((await problemOf(openFixture(again))).code).toBe("database_locked");
  await first.session.close();
  const second = await openFixture(again);
  expect((await second.session.run("SELECT count(*) FROM kept")).rows).toEqual([[3n]]);
});
