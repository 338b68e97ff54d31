import { describe, expect, test } from "vitest";
import { hasRowsByDay } from "../../kernel/diagnose/choose.ts";
import { relationsOf } from "../../kernel/diagnose/relations.ts";
import { rolesOf } from "../../kernel/diagnose/roles.ts";
import { tailQuantile, upperTail, upperTailSql } from "../../kernel/diagnose/normal-tail.ts";
import { logRate, pairsSql, spreadSql } from "../../kernel/diagnose/spread.ts";
import { wilson } from "../samples/plain.ts";
import type { Ad, Day } from "./account.ts";
import { columns, creators, diagnoseAds, peers, watched } from "./account.ts";

const promising = { clicks_destination: 100, conversions: 1 };
const mismatch: Ad = { ad: "x", of: promising };

test("figures, base, interval and the money at stake are those of the days", async () => {
  const { output } = await diagnoseAds([...peers, mismatch], { rules: ["A1"] });
  const [finding] = output.findings;
  const figure = (label: string) => finding?.evidence.find((each) => each.label === label);
  expect(figure("CTR")).toMatchObject({ value: 0.02, base: 0.01 });
  expect(figure("CVR per click")).toMatchObject({ value: 0.01, base: 0.04 });
  // 42 days of 30; a quarter of the peers' CVR leaves three quarters of it.
  expect(finding).toMatchObject({ stake: 945, currency: "EUR", severity: "high" });
  const [low, high] = wilson(42, 4200);
  expect(figure("CVR per click")?.low).toBeCloseTo(low, 12);
  expect(figure("CVR per click")?.high).toBeCloseTo(high, 12);
  expect(finding?.sentence).toBe(
    "CTR is 2.00%, 2.00× that of its peers, and CVR is 1.00%, 0.25× theirs, over 4,200 clicks.",
  );
  expect(finding?.certainty).toMatch(/^Chance alone: less than 0.0001, corrected for the 4 that/);
});

test("too few clicks are no verdict: it says how many days are missing", async () => {
  const few: Ad = { ad: "x", of: { impressions: 100, clicks_destination: 2, conversions: 0 } };
  const { output } = await diagnoseAds([...peers, few], { rules: ["A1"] });
  expect(output.findings).toEqual([]);
  // 16 of 100 clicks are missing, at 2 a day.
  expect(output.undecided.map(({ sentence }) => sentence)).toEqual([
    "CTR is 2.00%, 2.00× that of its peers, and CVR is 0.00%, 0.00× theirs, over 84 clicks. Not enough evidence: about 8 more days at this pace.",
  ]);
});

test("a missing value is no zero: the ad is not judged, and not counted among its peers", async () => {
  const unknown: Ad = {
    ad: "y",
    of: (day) => ({ ...promising, conversions: day === 3 ? null : 1 }),
  };
  const { output } = await diagnoseAds([...peers, mismatch, unknown], { rules: ["A1"] });
  expect(output.findings.map(({ thing }) => thing.id)).toEqual(["x"]);
  expect(output.findings[0]?.evidence[1]?.base).toBe(0.04);
  expect(output.checked[0]).toMatchObject({ things: 5, judged: 4 });
});

test("days with a burst of clicks neither hide an ad nor make one", async () => {
  const burst = { clicks_destination: 4000, impressions: 9000, conversions: 0 };
  const days = (own: object) => (day: number) => (day % 14 === 3 ? burst : own);
  const { output } = await diagnoseAds(
    [...peers.slice(1), { ad: "a", of: days({}) }, { ad: "x", of: days(promising) }],
    { rules: ["A1", "D1"] },
  );
  const found = output.findings.map(({ rule, thing }) => `${rule} ${thing.id}`);
  expect(found.toSorted()).toEqual(["A1 x", "D1 a", "D1 x"]);
});

test("an ad without enough peers in its group is compared inside its campaign, never beyond", async () => {
  const ads = [
    ...peers.map((ad) => ({ ...ad, group: "h" })),
    mismatch,
    ...peers.map(({ ad }): Ad => ({
      ad: `${ad}2`,
      campaign: "l",
      group: "i",
      of: { clicks_destination: 500 },
    })),
    { ...mismatch, ad: "z", campaign: "m", group: "j" },
  ];
  const { output } = await diagnoseAds(ads, { rules: ["A1"] });
  expect(output.findings.map(({ thing }) => thing.id)).toEqual(["x"]);
  expect(output.findings[0]?.evidence[0]?.base).toBe(0.01);
  expect(output.checked[0]).toMatchObject({ things: 8, judged: 7 });
});

test("many tests are corrected for by Benjamini and Hochberg", async () => {
  // Each has a CVR of 2% against 4%: alone it is improbable enough, among sixty it is not.
  const weak: Ad = { ad: "x", days: 6, of: { clicks_destination: 100, conversions: 2 } };
  const thresholds = new Map([["false_findings", 0.05]]);
  const ask = (ads: readonly Ad[]) => diagnoseAds(ads, { rules: ["A1"], thresholds });
  const crowd = Array.from({ length: 60 }, (_, index): Ad => ({ ad: `p${index}` }));
  expect((await ask([...peers, weak])).output.findings).toHaveLength(1);
  expect((await ask([...crowd, weak])).output.findings).toHaveLength(0);
});

/** Nine ads whose CTR and CVR differ by this factor, the other way round. */
function threeGroups(spread: number): Ad[] {
  return ["g", "h", "i"].flatMap((group) =>
    [1 / spread, 1, spread].map((factor, index): Ad => {
      const clicks = Math.round(50 * factor);
      const conversions = 4 / factor ** 2;
      return { ad: `${group}${index}`, group, of: { clicks_destination: clicks, conversions } };
    }),
  );
}

test("ads that differ much anyway raise no alarm, and more days are not promised", async () => {
  const rules = ["A1"];
  const alike = await diagnoseAds([...threeGroups(1), mismatch], { rules });
  const different = await diagnoseAds([...threeGroups(2 ** 0.5), mismatch], { rules });
  expect(alike.output.findings.map(({ thing }) => thing.id)).toEqual(["x"]);
  expect(different.output.findings).toEqual([]);
  const doubt = different.output.undecided.find(({ thing }) => thing.id === "x");
  expect(doubt?.sentence).toMatch(/Ads of one group differ so far here anyway: more days alone/);
});

test("the spread between things is the one beyond chance, not an outlier's; few count less than the usual one", async () => {
  const { rowsOf } = await diagnoseAds(peers, { rules: ["C10"] });
  // Two groups of as many ads, with the usual spread or none as what eight further ads say.
  const spreadOf = async (rates: readonly number[], whole: number, usual = 0): Promise<number> => {
    const rows = rates.flatMap((rate, index) =>
      ["g", "h"].map((group) => `('${group}${index}', '${group}', 'k', ${rate * whole}, ${whole})`),
    );
    const [row] = await rowsOf(
      `WITH diag_things(thing_id, group_id, campaign_id, clicks, impressions) AS (VALUES ${rows.join(", ")}),
       diag_pairs AS (${pairsSql(["clicks", "impressions"])})
       SELECT ${spreadSql(logRate("clicks::DOUBLE", "impressions"), "group", String(usual))}`,
    );
    return Number(row?.[0]);
  };
  const near = [-0.2, 0, 0.2].map((log) => 0.01 * Math.exp(log));
  // Median distance 0.2, as a standard deviation between two, of which each has half the variance.
  const own = (1.4826 * 0.2) ** 2 / 2;
  // Four beside the first in each of two groups, against the eight that the usual spread weighs.
  expect(await spreadOf([...near, 0.01, 0.05], 1e9)).toBeCloseTo((8 * own) / 16, 6);
  expect(await spreadOf([...near, 0.01, 0.05], 1e9, 0.3)).toBeCloseTo((8 * own + 8 * 0.09) / 16, 6);
  // Of fewer, from the lower quarter.
  const few = (3.1384 * 0.2) ** 2 / 2;
  expect(await spreadOf(near, 1e9, 0.3)).toBeCloseTo((4 * few + 8 * 0.09) / 12, 6);
  // 50 clicks each: chance alone makes rates differ by more than that.
  expect(await spreadOf(near, 5000)).toBeLessThan((4 * (few - 0.015)) / 12);
  expect(await spreadOf([0.01, 0.01, 0.01], 5000)).toBe(0);
  expect(await spreadOf([0.01], 5000, 0.3)).toBeCloseTo(0.09, 12);
});

/** How many are found, where so many of eight groups have an ad that looks odd, all with one p-value. */
async function foundOf(odd: number): Promise<number> {
  const ads = Array.from({ length: 8 }, (_, index) => {
    const group = `g${index}`;
    const usual = peers.map(({ ad }): Ad => ({ ad: `${ad}${index}`, group }));
    const weak = { ad: `x${index}`, group, days: 6, of: { clicks_destination: 100 } };
    return index < odd ? [...usual, weak] : usual;
  });
  const thresholds = new Map([["false_findings", 0.05]]);
  return (await diagnoseAds(ads.flat(), { rules: ["A1"], thresholds })).output.findings.length;
}

test("of equal p-values none is the first: Benjamini and Hochberg count all that are not above", async () => {
  // The one would not be improbable enough among 25, nor each of six among 30.
  expect([await foundOf(1), await foundOf(6)]).toEqual([0, 6]);
});

test("two odd ads of five do not hide each other", async () => {
  const odd = ["x", "y"].map((ad): Ad => ({ ad, of: { clicks_destination: 110, conversions: 1 } }));
  const { output } = await diagnoseAds([...peers, ...odd], { rules: ["A1"] });
  expect(output.findings.map(({ thing }) => thing.id).toSorted()).toEqual(["x", "y"]);
});

// 945 of 5,040 are at stake.
test.each([
  [0.18, "high"],
  [0.19, "medium"],
])(
  "a problem with less than %s of the cost at stake is at most medium: %s",
  async (share, severity) => {
    const thresholds = new Map([["small_share", share]]);
    const { output } = await diagnoseAds([...peers, mismatch], { rules: ["A1"], thresholds });
    expect(output.findings).toMatchObject([{ severity, stake: 945 }]);
  },
);

test("rows that are days already are read as they are, if the load report says that they are", async () => {
  const unknown: Ad = { ad: "y", of: (day) => (day === 3 ? { conversions: null } : {}) };
  const { rowsOf } = await diagnoseAds([...peers, unknown], { rules: ["C10"] });
  const roles = rolesOf(columns, undefined);
  const days = async (isByDay: boolean) => {
    const inputs = { source: "ads", roles, level: "ad", complete: new Set<string>() } as const;
    const [relation] = relationsOf({ ...inputs, isByDay, usualSpread: "0" });
    return await rowsOf(`SELECT * FROM (${relation?.sql}) ORDER BY thing_id, date`);
  };
  expect(await days(true)).toEqual(await days(false));

  const says = (key: readonly string[], rows: number) =>
    hasRowsByDay(
      { grain: { level: "ad", period: "day", key }, duplicates: { rows, keys: rows } },
      "ad",
      roles,
    );
  expect(says(["ad_id", "date"], 0)).toBe(true);
  expect(says(["ad_id", "date"], 2)).toBe(false);
  expect(says(["ad_id", "date", "country"], 0)).toBe(false);
  expect(says([], 0)).toBe(false);
  expect(hasRowsByDay(null, "ad", roles)).toBe(false);
});

test("coarser levels are judged by their own sums", async () => {
  const groups = ["a", "b", "c"].map((group): Ad => ({ ad: group, group }));
  const halves = ["x", "y"].map((ad): Ad => ({ ...mismatch, ad, group: "x" }));
  const { output } = await diagnoseAds([...groups, ...halves], { rules: ["A1"], level: "adgroup" });
  expect(output.findings.map(({ thing }) => thing)).toEqual([
    { kind: "adgroup", id: "x", name: "group x", within: "campaign k" },
  ]);
  expect(output.findings[0]?.stake).toBe(1890);
});

describe("what cannot be checked says what it needs", () => {
  test.each([
    ["A1", "conversions", "the column Conversions"],
    ["A5", "date", "the column Date"],
    ["A10", "landing_page_views", "the column Landing page views (website)"],
  ])("%s without %s", async (rule, column, needs) => {
    const { output } = await diagnoseAds(peers, {
      rules: [rule],
      columns: columns.filter((name) => name !== column),
    });
    expect(output.unchecked).toMatchObject([{ rule, needs }]);
    expect(output.checked).toEqual([]);
  });

  test("rules with a threshold that only the user knows, and peers at the level of campaigns", async () => {
    const { output } = await diagnoseAds(peers, { rules: ["A1", "A15"], level: "campaign" });
    expect(output.unchecked.map(({ needs }) => needs)).toEqual([
      "rows by ad or ad group, so that like is compared with like",
      "the threshold A15.customer_value: What a customer is worth, in the account's currency",
    ]);
  });

  test("an export without days is judged as far as it goes", async () => {
    const { output } = await diagnoseAds([...peers, mismatch], {
      columns: columns.filter((name) => name !== "date"),
    });
    expect(output.findings.map(({ rule, thing }) => `${rule} ${thing.id}`)).toContain("A1 x");
    expect(output.unchecked.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["A4", "A5", "A17", "D1", "D2"]),
    );
  });
});

test("a table without ads is judged by what its rows say", async () => {
  const { output } = await diagnoseAds(creators(watched), {
    columns: ["creator_username", "total_video_views", "comments", "orders_video"],
  });
  expect(output.findings.map(({ rule, thing }) => `${rule} ${thing.kind} ${thing.id}`)).toEqual([
    "C13 creator x",
  ]);
  expect(output.unchecked.find(({ rule }) => rule === "C21")?.needs).toBe(
    "the columns GMV from creators, Commission, estimated",
  );
});

test("a ROAS that the notebook aims at is the target of actual orders too", async () => {
  const targets = new Map([["roas", 3]]);
  const ads: readonly Ad[] = [{ ad: "x", of: { settled_revenue: 60 } }];
  const { output } = await diagnoseAds(ads, { rules: ["C20"], targets });
  expect(output.findings[0]?.sentence).toMatch(
    /^EUR.2,520\.00 settled for EUR.1,260\.00 of cost are a true ROAS of 2\.00×; the target is 3\.00×\.$/,
  );
});

test.each([
  [{ columns: ["cost", "status_primary"] }, /names no ads/],
  [{ level: "ad" as const, columns: ["cost", "creator_username"] }, /has no rows by ad/],
  [{ level: "ad" as const, columns: columns.filter((name) => !name.startsWith("ad_")) }, /no rows/],
  [{ rules: ["A99"] }, /no rule “A99”/],
  [{ thresholds: new Map([["A1.high_crt", 2]]) }, /no threshold “A1.high_crt”/],
])("refuses %j", async (request, message) => {
  await expect(diagnoseAds(peers, request)).rejects.toThrow(message);
});

test("a brief has the changes and a matrix that varies one factor at a time", async () => {
  const tiring: Ad = {
    ad: "x_[1]|",
    of: (day) => ({ cost: 30 + 0.6 * day, clicks_destination: 60 - day }),
  };
  const { output } = await diagnoseAds([...peers, tiring], { rules: ["A5"] });
  const brief = output.findings[0]?.brief ?? "";
  expect(brief).toContain("ad x\\_\\[1\\]\\|");
  const rows = brief
    .split("\n")
    .filter((line) => /^\| (now|\d)/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(2, 5)
        .map((cell) => cell.trim()),
    );
  expect(rows[0]).toEqual(["as now", "as now", "as now"]);
  for (const row of rows.slice(1)) expect(row.filter((cell) => cell !== "as now")).toHaveLength(1);
});

test("the normal tail, in SQL and here, and its inverse", async () => {
  // Published values of the upper tail.
  const known = [
    [0, 0.5],
    [1.959963984540054, 0.025],
    [4, 3.167124183311986e-5],
    [8, 6.220960574271786e-16],
    [-1, 0.8413447460685429],
  ] as const;
  const { rowsOf } = await diagnoseAds(peers, { rules: ["C10"] });
  const list = known.map(([z]) => `(${z}::DOUBLE)`).join(", ");
  const rows = await rowsOf(`SELECT ${upperTailSql("z")} FROM (VALUES ${list}) AS t(z)`);
  for (const [index, [z, tail]] of known.entries()) {
    expect(Number(rows[index]?.[0]) / tail).toBeCloseTo(1, 6);
    expect(upperTail(z) / tail).toBeCloseTo(1, 6);
    if (z > 0) expect(tailQuantile(tail)).toBeCloseTo(z, 4);
  }
});

async function worthMore(of: Day, known: readonly string[]): Promise<readonly string[]> {
  const ads = creators({ ...of, estimated_commission: 45 });
  const { output } = await diagnoseAds(ads, { rules: ["C21"], columns: known });
  return output.findings.map(({ thing }) => thing.id);
}

test("views of LIVE count with the orders of LIVE, and with orders of videos alone they do not", async () => {
  const onLive = { orders: 9, orders_video: 3, live_views: 40_000, gmv_creator: 300 };
  const ofVideos = columns.filter((name) => name !== "orders");
  // Nine orders from eleven times the views are no good rate; from videos alone they are.
  expect(await worthMore(onLive, columns)).toEqual([]);
  expect(await worthMore({ ...onLive, orders_video: 9 }, ofVideos)).toEqual(["x"]);
});
