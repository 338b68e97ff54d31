import { beforeAll, describe, expect, test } from "vitest";
import { rename } from "../../kernel/cells/rename.ts";
import { reservedNamesQuery } from "../../kernel/cells/result-names.ts";
import type { CellText } from "../../kernel/protocol/calls.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import { SqlParser } from "../../kernel/session/sql-parser.ts";
import { setup, sqlCell } from "../language/known-names.ts";

let parser: SqlParser;
let engineNames: ReadonlySet<string>;
beforeAll(async () => {
  parser = await SqlParser.open();
  engineNames = await parser.names(reservedNamesQuery);
  return () => parser.close();
});

const chart = (text: string, attributes = ""): CellText => ({
  kind: "code",
  language: "vega-lite",
  attributes,
  text,
});
const notebook: readonly CellText[] = [
  setup,
  { ...setup, kind: "markdown", language: "markdown", text: "by_ad and cost_per_engaged_view" },
  sqlCell(
    "SELECT ad_id, cost_per_engaged_view(sum(cost), sum(v)) AS cost_per_engaged_view FROM ads",
    "name=by_ad view=table",
  ),
  sqlCell(
    "-- by_ad\nSELECT by_ad.ad_id, 'by_ad' AS t, Cost_Per_Engaged_View(1, 2) AS c FROM By_Ad",
  ),
  chart("mark: bar", "data=by_ad"),
  chart("data: {name: by_ad}\nmark: bar"),
  sqlCell("SELECT by_ad.a FROM ads AS by_ad", "name=other"),
];

/** The notebook afterwards, as text. */
async function renamed(index: number, at: string, to: string, cells = notebook): Promise<string[]> {
  const offset = (cells[index]?.text.indexOf(at) ?? 0) + 1;
  const { texts, attributes } = await rename(
    { cells, index, offset, to },
    { parse: parser.parse, engineNames },
  );
  return cells.map((cell, at_) => {
    const own = texts.filter((change) => change.index === at_);
    const text = own
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (written, { start, end, text: put }) => written.slice(0, start) + put + written.slice(end),
        cell.text,
      );
    return `${attributes.find((change) => change.index === at_)?.attributes ?? cell.attributes}|${text}`;
  });
}

describe("another name", () => {
  test.each([
    [3, "by_ad.ad_id"],
    [3, "By_Ad"],
    [5, "by_ad"],
  ])("of a result, asked for in cell %i at %s", async (index, at) => {
    const after = await renamed(index, at, "per_ad");
    const before = notebook.map(({ attributes, text }) => `${attributes}|${text}`);
    expect(after).toEqual([
      before[0],
      before[1],
      `name=per_ad view=table|${notebook[2]?.text}`,
      "|-- by_ad\nSELECT per_ad.ad_id, 'by_ad' AS t, Cost_Per_Engaged_View(1, 2) AS c FROM per_ad",
      "data=per_ad|mark: bar",
      "|data: {name: per_ad}\nmark: bar",
      before[6],
    ]);
  });

  test.each([
    [2, "cost_per"],
    [3, "Cost_Per"],
    [0, "cost_per_engaged_view: {"],
    [0, "cost_per_engaged_view * 2"],
  ])("of a column, asked for in cell %i at %s", async (index, at) => {
    const after = await renamed(index, at, "cpev");
    expect(after[0]).toContain(
      "  cpev: { formula: cost / video_views_6s, unit: money }\n  engaged: cpev * 2\ntargets:\n  cpev: 2\n",
    );
    expect(after[0]).not.toContain("cost_per_engaged_view");
    expect(after[2]).toContain("SELECT ad_id, cpev(sum(cost), sum(v)) AS cost_per_engaged_view");
    expect(after[3]).toContain(
      "-- by_ad\nSELECT by_ad.ad_id, 'by_ad' AS t, cpev(1, 2) AS c FROM By_Ad",
    );
    expect(after.slice(4)).toEqual(
      notebook.slice(4).map((cell) => `${cell.attributes}|${cell.text}`),
    );
  });

  const folded = { ...setup, text: 'columns:\n  a: cost / 2\n  b: "a *\\u0020 2"' };
  test.each<[string, string, number, string, string, readonly CellText[]]>([
    ["a column of a table", "unknown_name", 3, "ad_id", "x", notebook],
    ["a word in a comment", "unknown_name", 3, "by_ad", "x", notebook],
    ["a table's alias", "unknown_name", 6, "by_ad.a", "x", notebook],
    ["a result's name that is a metric's", "name_taken", 3, "By_Ad", "CTR", notebook],
    ["one that is another result's", "name_taken", 3, "By_Ad", "other", notebook],
    ["one that is SQL's", "name_taken", 3, "By_Ad", "select", notebook],
    ["one that is none", "bad_arguments", 3, "By_Ad", "1 x", notebook],
    [
      "beside a cell that cannot be read",
      "sql_syntax",
      3,
      "By_Ad",
      "x",
      [...notebook, sqlCell("SELECT FROM (")],
    ],
    ["a formula with escapes", "formula", 0, "a: cost", "x", [folded]],
  ])("refuses %s: %s", async (_, code, index, at, to, cells) => {
    const failed = await renamed(index, at, to, cells).catch((error: unknown) => error);
    expect(failed instanceof ProblemError ? failed.problem.code : failed).toBe(code);
  });
});
