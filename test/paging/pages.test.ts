import { describe, expect, test } from "vitest";
import { outputValue } from "../../kernel/cells/output-value.ts";
import type { ColumnFilter, SortKey } from "../../kernel/protocol/result-view.ts";
import { problemOf } from "../session/session-fixture.ts";
import { allRows, keep } from "./kept-fixture.ts";

/** Values with many ties and gaps, in an order that is nobody's sort order. */
const mixed = `SELECT (range * 7919) % 5003 AS id,
  CASE WHEN range % 11 = 0 THEN NULL ELSE range % 17 END AS grp,
  CASE WHEN range % 13 = 0 THEN NULL WHEN range % 29 = 0 THEN 'nan'::DOUBLE ELSE (range % 101) / 8 END AS x,
  CASE WHEN range % 7 = 0 THEN NULL ELSE chr(97 + (range % 5)::INT) || (range % 3) END AS name,
  ((range * 31) % 997)::DECIMAL(18,2) / 4 AS cost,
  DATE '2026-01-01' + (range % 90)::INT AS day
FROM range(5003)`;

type Row = readonly (string | number | boolean | null)[];

const [id, grp, x, name, cost, day] = [0, 1, 2, 3, 4, 5];
const columns = ["id", "grp", "x", "name", "cost", "day"];

/** JavaScript's own idea of the order: missing values last, ties as they stand. */
function sorted(rows: readonly Row[], sort: readonly SortKey[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const { column, descending } of sort) {
      const at = columns.indexOf(column);
      const [left, right] = [a[at] ?? null, b[at] ?? null];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      const numeric = column === "cost" || typeof left === "number";
      const less = numeric ? Number(left) < Number(right) : String(left) < String(right);
      return less === descending ? 1 : -1;
    }
    return 0;
  });
}

const key = (column: string, descending = false): SortKey => ({ column, descending });

describe("rows of a result", () => {
  test("come in the query's order, page by page, at the ends too", async () => {
    const kept = await keep(mixed);
    const { rows } = await kept.session.run("FROM kept");
    const all = rows.map((row) => row.map(outputValue));
    expect(await allRows(kept, {})).toEqual(all);
    expect((await kept.page({}, 5000)).rows).toEqual(all.slice(5000));
    expect(await kept.page({}, 6000)).toEqual({ rows: [], total: 5003, of: 5003 });
  });

  test.each<[string, readonly SortKey[]]>([
    ["a number", [key("x")]],
    ["a number, the greatest first", [key("x", true)]],
    ["a text, then a decimal", [key("name", true), key("cost")]],
    ["three columns", [key("grp"), key("day", true), key("id")]],
  ])("are sorted by %s as JavaScript sorts them", async (_, sort) => {
    const kept = await keep(mixed);
    const all = await allRows(kept, {});
    const expected = sorted(all, sort);
    expect((await kept.page({ sort })).rows).toEqual(expected.slice(0, 200));
    expect((await kept.page({ sort }, 4321)).rows).toEqual(expected.slice(4321, 4521));
    expect(await allRows(kept, { sort })).toEqual(expected);
  });

  test.each<[string, ColumnFilter, (row: Row) => boolean]>([
    [
      "a list with missing values",
      { kind: "values", column: "name", values: ["a1", null, "c2"] },
      (row) => [null, "a1", "c2"].includes(String(row[name] ?? "")) || row[name] === null,
    ],
    [
      "numbers of a list",
      { kind: "values", column: "x", values: ["0.125", "12.5"] },
      (row) => row[x] === 0.125 || row[x] === 12.5,
    ],
    [
      "a range of decimals",
      { kind: "range", column: "cost", from: "12.25", to: "100" },
      (row) => Number(row[cost]) >= 12.25 && Number(row[cost]) <= 100,
    ],
    [
      "a fraction on whole numbers",
      { kind: "range", column: "id", from: "2.5", to: "3.999" },
      (row) => row[id] === 3,
    ],
    [
      "an open range, where no number is not the greatest",
      { kind: "range", column: "x", from: "5", to: null },
      (row) => typeof row[x] === "number" && row[x] >= 5,
    ],
    [
      "a range of days",
      { kind: "range", column: "day", from: "2026-02-01", to: "2026-02-28" },
      (row) => String(row[day]).startsWith("2026-02"),
    ],
    [
      "a part of the text, in any case",
      { kind: "contains", column: "name", text: "A" },
      (row) => String(row[name] ?? "").includes("a"),
    ],
    [
      "missing numbers",
      { kind: "missing", column: "x", isMissing: true },
      (row) => row[x] === null,
    ],
    [
      "what has a value",
      { kind: "missing", column: "grp", isMissing: false },
      (row) => row[grp] !== null,
    ],
  ])("are filtered by %s", async (_, filter, passes) => {
    const kept = await keep(mixed);
    const expected = (await allRows(kept, {})).filter(passes);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(5003);
    expect(await allRows(kept, { filters: [filter] })).toEqual(expected);
    const page = await kept.page({ filters: [filter] }, 0, 1);
    expect([page.total, page.of]).toEqual([expected.length, 5003]);
    const sort = [key("cost", true)];
    expect(await allRows(kept, { sort, filters: [filter] })).toEqual(sorted(expected, sort));
  });

  test("keep every digit of ids, large numbers and decimals, and find them by it", async () => {
    const kept = await keep(
      `SELECT 1801234567890123457 AS id, '0012' AS code, 12345678901234567890.12::DECIMAL(38,2) AS d, 340282366920938463463374607431768211455::UHUGEINT AS u
       UNION ALL SELECT 1801234567890123458, '12', 12345678901234567890.13::DECIMAL(38,2), 1::UHUGEINT`,
    );
    const { rows } = await kept.page({ sort: [key("id")] });
    expect(rows[0]).toEqual([
      "1801234567890123457",
      "0012",
      "12345678901234567890.12",
      "340282366920938463463374607431768211455",
    ]);
    for (const [column, value] of [
      ["id", "1801234567890123458"],
      ["code", "12"],
      ["d", "12345678901234567890.13"],
    ] as const) {
      const filters: ColumnFilter[] = [{ kind: "values", column, values: [value] }];
      expect((await kept.page({ filters })).rows.map((row) => row[1])).toEqual(["12"]);
    }
  });

  test("are found under any column name and text value", async () => {
    const kept = await keep(`SELECT 'it''s; DROP TABLE kept --' AS "a ""b"" 'c'"`);
    const column = `a "b" 'c'`;
    const filters: ColumnFilter[] = [
      { kind: "values", column, values: ["it's; DROP TABLE kept --"] },
    ];
    expect((await kept.page({ filters, sort: [key(column)] })).total).toBe(1);
    const contains: ColumnFilter[] = [{ kind: "contains", column, text: "'; DROP" }];
    expect((await kept.page({ filters: contains })).total).toBe(0);
    expect((await kept.page({})).total).toBe(1);
  });

  test("a day that ends a range of times is that whole day", async () => {
    const kept = await keep(
      "SELECT unnest([TIMESTAMP '2026-01-31 00:00:00', '2026-01-31 23:59:59.5', '2026-02-01 00:00:00']) AS t",
    );
    const filters: ColumnFilter[] = [
      { kind: "range", column: "t", from: "2026-01-31", to: "2026-01-31" },
    ];
    expect((await kept.page({ filters })).rows).toEqual([
      ["2026-01-31T00:00:00"],
      ["2026-01-31T23:59:59.5"],
    ]);
  });

  test("a page of long texts is shorter, and the next one goes on behind it", async () => {
    const kept = await keep("SELECT range AS n, repeat('x', 5000) AS t FROM range(100)");
    const first = await kept.page({});
    expect(first.total).toBe(100);
    expect(first.rows.length).toBeGreaterThan(5);
    expect(JSON.stringify(first.rows).length).toBeLessThan(110_000);
    expect((await allRows(kept, { sort: [key("n", true)] })).map(([n]) => n)).toEqual(
      Array.from({ length: 100 }, (__, n) => 99 - n),
    );
  });
});

describe("what a view asks in vain", () => {
  test.each<[string, ColumnFilter]>([
    ["no such column", { kind: "contains", column: "nmae", text: "a" }],
    ["no number", { kind: "range", column: "cost", from: "cheap", to: null }],
    ["no date", { kind: "range", column: "day", from: null, to: "31.01.2026" }],
  ])("%s", async (_, filter) => {
    const kept = await keep(mixed);
    expect((await problemOf(kept.page({ filters: [filter] }))).code).toBe("bad_arguments");
  });

  test("a result that was dropped, replaced, or is of another kernel", async () => {
    const kept = await keep("SELECT 1 AS n");
    await kept.session.run("DROP TABLE kept");
    expect((await problemOf(kept.page({}))).code).toBe("result_gone");
    await kept.session.run("CREATE TABLE kept AS SELECT 2 AS n");
    kept.tables.add({ table: "KEPT", columns: kept.columns });
    const problem = await problemOf(kept.page({}));
    expect([problem.code, problem.next]).toEqual(["result_gone", "Run the cell again."]);
  });
});

test("rows that a later statement deleted or changed are read as they are now", async () => {
  const kept = await keep("SELECT range AS n FROM range(3000)");
  const sort = [key("n", true)];
  expect((await kept.page({ sort }, 2500, 1)).rows).toEqual([[499]]);
  expect((await kept.page({}, 2500, 1)).rows).toEqual([[2500]]);
  await kept.session.run("DELETE FROM kept WHERE n % 2 = 1; UPDATE kept SET n = n + 10000");
  kept.tables.rowsMayHaveChanged();
  expect(await kept.page({ sort }, 1400, 1)).toEqual({ rows: [[10198]], total: 1500, of: 1500 });
  expect((await allRows(kept, {})).length).toBe(1500);
});
