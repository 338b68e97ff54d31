import { beforeAll, describe, expect, test } from "vitest";
import { LevelPages } from "../../kernel/paging/level-pages.ts";
import { ResultTables } from "../../kernel/paging/result-tables.ts";
import type { OutputValue } from "../../kernel/protocol/output.ts";
import type { LevelPlace } from "../../kernel/protocol/result-level.ts";
import type { ResultPage } from "../../kernel/protocol/result-page.ts";
import type { ResultView } from "../../kernel/protocol/result-view.ts";
import type { Unit } from "../../kernel/protocol/unit.ts";
import type { RollUp } from "../../kernel/query/roll-ups.ts";
import type { Session } from "../../kernel/session/session.ts";
import { openFixture, problemOf } from "../session/session-fixture.ts";

/** Three campaigns (one without an id) of four ad groups of five ads, three days each; names of groups repeat. */
const ads = `SELECT CASE WHEN c < 2 THEN 'c' || c END AS campaign_id,
  'Campaign ' || c || CASE WHEN day = 2 THEN ' (new)' ELSE '' END AS campaign_name,
  'Group ' || g AS adgroup_name, 'a' || c || g || a AS ad_id, day,
  CASE WHEN c = 1 THEN 'SEK' ELSE 'EUR' END AS currency,
  (c * 700 + g * 31 + a * 7 + day)::DECIMAL(18,2) / 4 AS cost,
  (g * 10 + a)::BIGINT AS clicks, (1000 + c)::BIGINT AS impressions,
  ctr(clicks, impressions) AS ctr, 5::BIGINT AS reach
FROM range(3) t(c), range(4) u(g), range(5) v(a), range(3) w(day) ORDER BY hash(ad_id, day)`;

const sum: RollUp = { kind: "sum" };
const columns: readonly [string, string, Unit | null, RollUp | null][] = [
  ["campaign_id", "VARCHAR", "id", null],
  ["campaign_name", "VARCHAR", "text", null],
  ["adgroup_name", "VARCHAR", "text", null],
  ["ad_id", "VARCHAR", "id", null],
  ["day", "BIGINT", null, null],
  ["currency", "VARCHAR", "category", null],
  ["cost", "DECIMAL(20,4)", "money", sum],
  ["clicks", "BIGINT", "count", sum],
  ["impressions", "BIGINT", "count", sum],
  [
    "ctr",
    "DOUBLE",
    "ratio",
    {
      kind: "metric",
      metric: "ctr",
      inputs: [
        { name: "clicks", of: { column: "clicks" } },
        { name: "impressions", of: { column: "impressions" } },
      ],
    },
  ],
  ["reach", "BIGINT", "people", null],
];
const at = Object.fromEntries(columns.map(([name], place) => [name, place]));

let session: Session;
let pages: LevelPages;
let result: string;
let whole: readonly (readonly OutputValue[])[];
beforeAll(async () => {
  ({ session } = await openFixture());
  await session.run(`CREATE TABLE kept AS ${ads}`);
  const tables = new ResultTables();
  pages = new LevelPages(tables);
  result = tables.add({
    table: "kept",
    columns: columns.map(([name, type, unit]) => ({ name, type, unit, label: name })),
    rollUps: columns.map((column) => column[3]),
  });
  whole = (await page({})).rows;
});

function page(view: Partial<ResultView>, offset = 0): Promise<ResultPage> {
  const request = { result, view: { sort: [], filters: [], ...view }, offset, count: 200 };
  return pages.read(session, request);
}

const place = (...opened: (string | null)[]): LevelPlace => ({ from: "campaign", opened });
const cell = (row: readonly OutputValue[] | undefined, name: string) => row?.[at[name] ?? -1];
const total = (rows: ResultPage["rows"], name: string) =>
  rows.reduce((all, row) => all + Number(cell(row, name)), 0);

describe("levels", () => {
  test.each<[string, LevelPlace, (row: readonly OutputValue[]) => boolean, number]>([
    ["campaigns", place(), () => true, 3],
    ["ad groups of a campaign", place("c1"), (row) => row[0] === "c1", 4],
    ["ad groups of a campaign without an id", place(null), (row) => row[0] === null, 4],
    [
      "ads of an ad group",
      place("c0", "Group 2"),
      (row) => row[0] === "c0" && row[2] === "Group 2",
      5,
    ],
    ["days of an ad", place("c0", "Group 2", "a023"), (row) => row[3] === "a023", 3],
  ])("%s: rows add up to the totals, and those to the result's", async (_, level, isIn, count) => {
    const { rows, total: groups, of, level: facts } = await page({ level });
    const within = whole.filter(isIn);
    expect([rows.length, groups, of, facts?.rows]).toEqual([count, count, 180, within.length]);
    for (const name of ["clicks", "impressions"]) {
      expect(total(rows, name)).toBe(total(within, name));
      expect(cell(facts?.totals, name)).toBe(total(within, name));
    }
    for (const row of [...rows, facts?.totals]) {
      expect(cell(row, "ctr")).toBeCloseTo(
        Number(cell(row, "clicks")) / Number(cell(row, "impressions")),
        12,
      );
    }
    // Only where one currency is under a sum, and never people.
    const currencies = new Set(within.map((row) => cell(row, "currency")));
    const cost = cell(facts?.totals, "cost");
    if (currencies.size > 1) expect(cost).toBeNull();
    else expect(Number(cost)).toBe(total(rows, "cost"));
    expect(cell(facts?.totals, "reach")).toBeNull();
    if (count !== 3 || level.opened.length === 0)
      expect(rows.map((row) => cell(row, "reach"))).toEqual(rows.map(() => null));
  });

  test("a row of a level has its totals in the level below", async () => {
    const campaigns = await page({ level: place() });
    for (const row of campaigns.rows) {
      const opened = await page({ level: place(row[0] === null ? null : String(row[0])) });
      for (const name of ["cost", "clicks", "impressions", "ctr"]) {
        expect(cell(opened.level?.totals, name)).toEqual(cell(row, name));
      }
    }
    // As the rows come first in the result; the newest name; what differs below is empty.
    const first = [...new Set(whole.map((row) => row[0]))];
    expect(campaigns.rows.map((row) => row[0])).toEqual(first);
    expect(campaigns.rows.map((row) => cell(row, "currency"))).toEqual(
      first.map((id) => (id === "c1" ? "SEK" : "EUR")),
    );
    expect(campaigns.rows.map((row) => cell(row, "adgroup_name"))).toEqual([null, null, null]);
  });

  test("filters choose the result's rows, an order is that of the sums", async () => {
    const filters = [{ kind: "range", column: "clicks", from: "20", to: null } as const];
    const sort = [{ column: "cost", descending: true }];
    const { rows, level } = await page({ level: place("c1"), filters, sort });
    const within = whole.filter((row) => row[0] === "c1" && Number(cell(row, "clicks")) >= 20);
    expect([rows.map((row) => cell(row, "adgroup_name")), level?.rows]).toEqual([
      ["Group 3", "Group 2"],
      within.length,
    ]);
    expect(total(rows, "clicks")).toBe(total(within, "clicks"));
  });

  test("are made anew when rows have changed", async () => {
    await session.run("DELETE FROM kept WHERE campaign_id = 'c0'");
    pages.rowsMayHaveChanged();
    const { rows, of } = await page({ level: place() });
    expect([rows.length, of]).toEqual([2, 120]);
  });

  test.each([
    ["another level on top", { from: "adgroup", opened: [] } as const],
    ["more keys than levels", place("c1", "g", "a", "b")],
  ])("are refused for %s", async (_, level) => {
    expect((await problemOf(page({ level }))).code).toBe("bad_arguments");
  });
});
