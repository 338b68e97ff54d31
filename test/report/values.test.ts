import { expect, test } from "vitest";
import type { OutputColumn, OutputTable } from "../../kernel/protocol/output.ts";
import { compare } from "../../kernel/report/comparison.ts";
import { displayColumns } from "../../kernel/report/display-columns.ts";
import { dataTable } from "../../kernel/report/table.ts";
import { valueText } from "../../kernel/protocol/value-text.ts";
import { column } from "./sample-model.ts";

test.each([
  [0.0118, "ratio", "1.18%"],
  ["81122.95", "money", "EUR\u00a081,122.95"],
  [2.5, "multiple", "2.50×"],
  [12.34, "seconds", "12.34 s"],
  [5557953, "count", "5,557,953"],
  ["9007199254740993", "count", "9,007,199,254,740,993"],
  [3.0000000000001, "count", "3"],
  [12.5, "count", "12.50"],
  [0.00001, "ratio", "<0.01%"],
  [-0.001, "money", ">-EUR\u00a00.01"],
  [0, "ratio", "0.00%"],
  ["1876219982654435761", "id", "1876219982654435761"],
  [0.1 + 0.2, null, "0.3"],
  [2026, null, "2026"],
  [true, "boolean", "yes"],
  ["NaN", "ratio", "NaN"],
] as const)("%s as %s is written %s", (value, unit, text) => {
  expect(valueText(value, unit, "EUR")).toBe(text);
});

test.each([
  ["ratio", "higher", 0.0125, 0.01, "up", "+0.25 pp (+25.00%)", "better"],
  ["ratio", "lower", 0.0125, 0.01, "up", "+0.25 pp (+25.00%)", "worse"],
  ["money", "lower", "9.00", "12.00", "down", "-25.00%", "better"],
  ["money", "neither", "9.00", "12.00", "down", "-25.00%", null],
  ["money", "higher", 3, 0, "up", "+EUR\u00a03.00", "better"],
  ["money", "higher", 3, -3, "up", "+EUR\u00a06.00", "better"],
  ["ratio", "higher", 0.010001, 0.01, "same", "", null],
  ["count", "higher", 7, 7, "same", "", null],
] as const)("a %s of which %s is better, %s against %s", (unit, better, value, other, ...rest) => {
  const [direction, size, verdict] = rest;
  expect(compare({ value, unit, better }, other, "EUR")).toEqual({ direction, size, verdict });
});

test("nothing is compared with what is no number", () => {
  const tile = { value: 1, unit: "count", better: "higher" } as const;
  for (const other of [null, "", "many", true]) expect(compare(tile, other, null)).toBeNull();
  expect(compare({ ...tile, value: null }, 1, null)).toBeNull();
  expect(compare({ ...tile, unit: "date", value: "2026-05-01" }, "2026-04-01", null)).toBeNull();
});

function names(columns: readonly OutputColumn[]): [string, boolean][] {
  return displayColumns(columns).map(({ column: { name }, interval }) => [name, interval !== null]);
}

test("an interval joins its value where all three are of one unit", () => {
  const [ctr, low, high] = [
    column("ctr", "ratio"),
    column("ctr_low", "ratio"),
    column("ctr_high", "ratio"),
  ];
  expect(names([ctr, low, high, column("cost", "money")])).toEqual([
    ["ctr", true],
    ["cost", false],
  ]);
  expect(names([ctr, low])).toEqual([
    ["ctr", false],
    ["ctr_low", false],
  ]);
  expect(names([ctr, low, column("ctr_high", "money")])).toHaveLength(3);
  expect(names([ctr, high, low])).toHaveLength(3);
});

test("cells keep value, interval, currency and absence apart", () => {
  const columns = [
    column("ad", "text", "VARCHAR"),
    column("ctr", "ratio"),
    column("ctr_low", "ratio"),
    column("ctr_high", "ratio"),
    column("cost", "money"),
  ];
  const table: OutputTable = {
    columns,
    rows: [
      ["a", 0.02, 0.018, 0.0223, "7.5"],
      ["b", 0.01, -0.01, 0.03, null],
      ["c", 0.01, null, 0.03, null],
    ],
    total: 3,
    currency: "EUR",
  };
  const cells = texts(table);
  expect(cells).toEqual([
    ["ad", "ctr low–high", "cost EUR"],
    ["a", "2.00% 1.80–2.23%", "7.50"],
    ["b", "1.00% -1.00% to 3.00%", "–no value"],
    ["c", "1.00%", "–no value"],
  ]);
});

test("money takes the currency of its row where the result has no single one", () => {
  const table: OutputTable = {
    columns: [column("currency", "category", "VARCHAR"), column("cost", "money")],
    rows: [
      ["NOK", "7.5"],
      [null, "8"],
    ],
    total: 2,
    currency: null,
  };
  expect(texts(table).slice(1)).toEqual([
    ["NOK", "NOK\u00a07.50"],
    ["–no value", "8.00"],
  ]);
});

/** The table's texts by row, tags taken away. */
function texts(table: OutputTable): string[][] {
  return [...dataTable(table, "t", 200).html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) =>
      cell.replace(/<[^>]*>/g, ""),
    ),
  );
}
