import { describe, expect, test } from "vitest";
import { summariseColumn } from "../../kernel/paging/summarise-column.ts";
import type { ColumnSummary, SummaryRequest } from "../../kernel/protocol/result-page.ts";
import { keep } from "./kept-fixture.ts";

async function summary(
  query: string,
  column: string,
  more: Partial<SummaryRequest> = {},
): Promise<ColumnSummary> {
  const { session, tables, result } = await keep(query);
  const request = { column, filters: [], search: "", ...more };
  return summariseColumn(session, tables.get(result), request);
}

describe("a column's summary", () => {
  test("counts as JavaScript counts", async () => {
    const values = Array.from({ length: 1000 }, (_, n) => (n % 10 === 0 ? null : (n * 37) % 211));
    const list = values.map((value) => value ?? "NULL").join(", ");
    const found = await summary(`SELECT unnest([${list}]) AS v`, "v");
    const there = values.filter((value) => value !== null).toSorted((a, b) => a - b);
    expect(found).toMatchObject({
      rows: 1000,
      missing: 100,
      distinct: new Set(there).size,
      min: there[0],
      max: there.at(-1),
    });
    const middle = ((there[449] ?? NaN) + (there[450] ?? NaN)) / 2;
    expect(Number(found.median)).toBe(middle);
    for (const { from, to, rows } of found.bins) {
      expect(rows).toBe(there.filter((v) => v >= Number(from) && v < Number(to)).length);
    }
    expect(found.bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(900);
    const [first] = found.values;
    expect(first).toEqual({ value: null, rows: 100 });
    expect(found.values).toHaveLength(100);
    for (const { value, rows } of found.values) {
      expect(rows).toBe(values.filter((each) => each === value).length);
    }
  });

  test.each([
    ["whole numbers", "unnest([1, 2, 4, 5])", "3"],
    ["half of them", "unnest([1, 2])", "1.5"],
    ["beyond a double", "unnest([9007199254740993, 9007199254740995])", "9007199254740994"],
    ["decimals", "unnest([1.01, 1.02])", "1.015"],
    ["decimals that meet", "unnest([1.10, 1.30])", "1.20"],
    ["on both sides of zero", "unnest([-1.05, 1.00])", "-0.025"],
    [
      "beyond what sixteen digits hold",
      "unnest([-9007199254740993.5, -9007199254740992.4])",
      "-9007199254740992.95",
    ],
    ["dates, the earlier", "unnest([DATE '2026-01-01', DATE '2026-01-04'])", "2026-01-01"],
    ["texts, which have none", "unnest(['a', 'b'])", null],
    ["doubles, without those that are no number", "unnest([1.5, 2.5, 'nan'::DOUBLE, NULL])", 2],
  ])("the middle of %s", async (_, sql, median) => {
    expect((await summary(`SELECT ${sql} AS v`, "v")).median).toEqual(median);
  });

  test("no number is missing, and the ends are those of the others", async () => {
    const sql = "SELECT unnest([1.5, 2.5, 'nan'::DOUBLE, 'infinity'::DOUBLE, NULL]) AS v";
    expect(await summary(sql, "v")).toMatchObject({ rows: 5, missing: 3, distinct: 2, max: 2.5 });
  });

  test("days are counted in whole days, times to the last one", async () => {
    const days = await summary("SELECT DATE '2026-01-01' + range::INT AS v FROM range(90)", "v");
    expect(days.bins.map(({ rows }) => rows)).toEqual([...Array(18).fill(5)]);
    expect([days.bins[0]?.from, days.bins[0]?.to, days.bins.at(-1)?.to]).toEqual([
      "2026-01-01",
      "2026-01-06",
      "2026-04-01",
    ]);
    const times = await summary(
      "SELECT TIMESTAMP '2026-01-01' + INTERVAL (range) HOUR AS v FROM range(101)",
      "v",
    );
    expect(times.bins.map(({ rows }) => rows)).toEqual([...Array(19).fill(5), 6]);
  });

  test("honours the filters on other columns, not its own, and lists what is searched", async () => {
    const sql = "SELECT range % 10 AS g, 'Ad ' || (range % 4) AS name FROM range(100)";
    const found = await summary(sql, "name", {
      filters: [
        { kind: "range", column: "g", from: "0", to: "4" },
        { kind: "values", column: "name", values: ["Ad 1"] },
      ],
      search: "aD 2",
    });
    const there = Array.from({ length: 100 }, (_, n) => n).filter(
      (n) => n % 10 <= 4 && n % 4 === 2,
    );
    expect([found.rows, found.distinct]).toEqual([50, 4]);
    expect(found.values).toEqual([{ value: "Ad 2", rows: there.length }]);
  });

  test.each(["[1, 2]", "{'a': 1}", "NULL", "true", "'\\xAA'::BLOB", "INTERVAL 1 DAY"])(
    "%s can be summarised too",
    async (value) => {
      const found = await summary(`SELECT ${value} AS v FROM range(3)`, "v");
      expect(found).toMatchObject({ rows: 3, bins: [], median: null });
      expect(found.values[0]?.rows).toBe(3);
    },
  );
});
