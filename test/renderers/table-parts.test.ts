import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OutputColumn } from "../../kernel/protocol/output.ts";
import { markdownTable, tabSeparated } from "../../renderers/table/copied-rows.ts";
import { movedBy } from "../../renderers/table/columns-panel.ts";
import { filterText, rowsText } from "../../renderers/table/describe-view.ts";
import { ScrollRange } from "../../renderers/table/scroll-range.ts";
import { areaBetween, isWithin, moved } from "../../renderers/table/selection.ts";
import { shownForTyping, typedValue } from "../../renderers/table/typed-value.ts";

describe("a long table in a short box", () => {
  test("is as high as its rows while that fits, and the scrollbar then is the place", () => {
    const range = new ScrollRange(1_000, 22);
    expect([range.height, range.isSqueezed]).toEqual([22_000, false]);
    expect(range.rowsAbove(1_234, 440)).toBe(1_234);
    expect(range.rowsAbove(99_999, 440)).toBe(22_000 - 440);
  });

  test("reaches the first and the last row however many there are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, share) => {
          const range = new ScrollRange(rows, 22);
          expect(range.height).toBeLessThanOrEqual(15_000_000);
          const room = Math.max(0, range.height - 440);
          expect(range.rowsAbove(0, 440)).toBe(0);
          const farthest = Math.max(0, rows * 22 - 440);
          expect(range.rowsAbove(room, 440)).toBeCloseTo(farthest, 3);
          const above = Math.floor(farthest * share);
          const back = range.rowsAbove(range.scrollTop(above, 440), 440);
          expect(Math.abs(back - above)).toBeLessThan(0.01);
        },
      ),
    );
  });
});

const share = { unit: "ratio" } as const;
const money = { unit: "money" } as const;

describe("a value that is typed", () => {
  test.each([
    ["1.5", share, "0.015"],
    ["1.5 %", share, "0.015"],
    ["100%", share, "1"],
    ["0.01", share, "0.0001"],
    ["-12.345", share, "-0.12345"],
    ["7", share, "0.07"],
    ["high", share, "high"],
    ["1,234.50", money, "1234.50"],
    ["1,23", money, "1,23"],
    [" 12 ", money, "12"],
    ["12345678901234567.89", share, "123456789012345.6789"],
  ])("%s", (text, column, value) => {
    expect(typedValue(text, column)).toBe(value);
  });

  test("a share comes back as it was typed", () => {
    const digits = fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 999 }));
    fc.assert(
      fc.property(digits, ([whole, fraction]) => {
        const typed = `${whole}.${String(fraction).replace(/0+$/, "")}`;
        expect(shownForTyping(typedValue(typed, share), share)).toBe(typed);
      }),
    );
  });
});

describe("the keyboard", () => {
  const size = { rows: 100, columns: 5, page: 10 };
  test.each<[string, boolean, [number, number], [number, number]]>([
    ["ArrowDown", false, [0, 0], [1, 0]],
    ["ArrowUp", false, [0, 2], [-1, 2]],
    ["ArrowUp", false, [-1, 2], [-1, 2]],
    ["ArrowDown", true, [3, 2], [99, 2]],
    ["ArrowLeft", false, [3, 0], [3, 0]],
    ["ArrowRight", true, [3, 0], [3, 4]],
    ["PageDown", false, [95, 1], [99, 1]],
    ["PageUp", false, [4, 1], [0, 1]],
    ["Home", false, [7, 3], [7, 0]],
    ["End", true, [7, 3], [99, 4]],
    ["Home", true, [7, 3], [0, 0]],
  ])("%s (far: %s) from %j leads to %j", (key, isFar, [row, column], [toRow, toColumn]) => {
    expect(moved({ row, column }, key, isFar, size)).toEqual({ row: toRow, column: toColumn });
  });

  test("other keys are not its own, and an empty table has a header alone", () => {
    expect(moved({ row: 0, column: 0 }, "x", false, size)).toBeNull();
    const empty = { rows: 0, columns: 5, page: 10 };
    expect(moved({ row: -1, column: 0 }, "ArrowDown", false, empty)?.row).toBe(-1);
  });

  test("a selection is what lies between, without the header", () => {
    const area = areaBetween({ row: 4, column: 3 }, { row: -1, column: 1 });
    expect(area).toEqual({ first: { row: 0, column: 1 }, last: { row: 4, column: 3 } });
    expect([isWithin(area, { row: 4, column: 1 }), isWithin(area, { row: 5, column: 1 })]).toEqual([
      true,
      false,
    ]);
  });
});

const columns: readonly OutputColumn[] = [
  { name: "ad_id", label: "Ad ID", unit: "id", type: "VARCHAR" },
  { name: "ctr", label: "CTR", unit: "ratio", type: "DOUBLE" },
];

test("rows are copied with every digit, and quoted as spreadsheets do", () => {
  const rows = [
    ["1801234567890123457", 0.012345678901234568, null],
    ['a "b"\tc', "line\nbreak", true],
  ];
  expect(tabSeparated(rows)).toBe(
    '1801234567890123457\t0.012345678901234568\t\n"a ""b""\tc"\t"line\nbreak"\ttrue',
  );
});

test("no name can end a Markdown cell or start a link", () => {
  expect(markdownTable(columns, [["[x](y) | <b>\n*", null]])).toBe(
    "| Ad ID | CTR |\n|:--|--:|\n| \\[x\\](y) \\| \\<b\\> \\* |  |",
  );
});

test("rows and filters are said in words", () => {
  const rows = { total: 1_234_567, of: 1_234_567, reachable: 1_234_567 };
  expect(rowsText(rows, { first: 0, last: 19 })).toBe("1–20 of 1,234,567 rows");
  expect(rowsText({ ...rows, reachable: 200 }, { first: 0, last: 19 })).toBe(
    "First 200 of 1,234,567 rows",
  );
  expect(rowsText({ total: 5, of: 9, reachable: 5 }, { first: 0, last: 4 })).toBe("5 of 9 rows");
  const table = { columns, rows: [], total: 0, currency: null };
  const from = { kind: "range", column: "ctr", from: "0.015", to: null } as const;
  expect(filterText(from, table)).toBe("CTR ≥ 1.50%");
  expect(movedBy(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
});
