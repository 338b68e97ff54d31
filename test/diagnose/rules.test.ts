import { describe, expect, test } from "vitest";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { placeholders, unitsOf } from "../../kernel/diagnose/wording.ts";
import type { Ad, Day } from "./account.ts";
import { creators, diagnoseAds, lastDay, peers, watched } from "./account.ts";

interface Cases {
  /** Accounts: the rule finds x, it finds nothing, it has too little to judge x. */
  readonly fires: readonly Ad[];
  readonly ordinary: readonly Ad[];
  readonly little: readonly Ad[];
  readonly thresholds?: Readonly<Record<string, number>>;
  /** What is found, where it is not the ad x. */
  readonly thing?: string;
}

const x = (of: Ad["of"], more: Partial<Ad> = {}): readonly Ad[] => [
  ...peers,
  { ad: "x", ...(of ? { of } : {}), ...more },
];
const alone = (of: Ad["of"], more: Partial<Ad> = {}): readonly Ad[] => x(of, more).slice(-1);
const everyone = (of: Ad["of"], more: Partial<Ad> = {}): readonly Ad[] =>
  x(of).map((ad) => ({ ...ad, ...(of ? { of } : {}), ...more }));
const fewClicks: Day = { impressions: 100, clicks_destination: 2, conversions: 0 };
const fewViews: Day = { ...fewClicks, video_views: 90, video_views_2s: 14, video_views_6s: 2 };
const silent: Day = {
  cost: 0,
  impressions: 0,
  clicks_destination: 0,
  conversions: 0,
  video_views: 0,
};
const rising = (day: number): Day => ({ cost: 30 + 0.6 * day });
const tiring = (day: number): Day => ({ ...rising(day), clicks_destination: 60 - day });
const lately =
  (day: Day, days: number) =>
  (at: number): Day =>
    at > lastDay - days ? day : {};
const formats = (likes: (day: number) => number) => (day: number) => ({
  creative_type: "UGC",
  video_views: 4800 + 50 * day,
  likes_paid: likes(day),
});

const sells: Day = { orders: 9, orders_video: 9, gmv_creator: 300, estimated_commission: 45 };

const cases: Readonly<Record<string, Cases>> = {
  A1: {
    fires: x({ clicks_destination: 100, conversions: 1 }),
    ordinary: x({ clicks_destination: 100, conversions: 4 }),
    little: x(fewClicks),
  },
  A2: {
    fires: x({ clicks_destination: 15 }),
    ordinary: x({ clicks_destination: 30 }),
    little: x({ impressions: 100, clicks_destination: 0 }),
  },
  A3: {
    fires: x({ impressions: 300 }),
    ordinary: x({ impressions: 3000 }),
    little: x({ impressions: 300 }, { days: 5 }),
  },
  A4: { fires: x(rising), ordinary: x(tiring), little: x(rising, { days: 21 }) },
  A5: { fires: x(tiring), ordinary: x(rising), little: x(tiring, { days: 21 }) },
  A6: {
    fires: x({ video_views_2s: 3200, video_views_6s: 600 }),
    ordinary: x({ video_views_2s: 3200, video_views_6s: 1400 }),
    little: x(fewViews),
  },
  A7: {
    fires: x({ clicks_all: 20 }),
    ordinary: x({ clicks_all: 20, cost: 60 }),
    little: x({ impressions: 100, clicks_all: 0, cost: 0.5 }),
  },
  A8: {
    fires: x({ video_views_2s: 800 }),
    ordinary: x({ video_views_2s: 1500 }),
    little: x({ impressions: 100, video_views_2s: 1 }),
  },
  A9: {
    fires: x({ video_views_75: 1200 }),
    ordinary: x({ video_views_75: 600 }),
    little: x({ video_views: 100, video_views_75: 90 }),
  },
  A10: {
    fires: x({ landing_page_views: 15, add_to_cart: 3, checkouts_initiated: 1, purchases: 1 }),
    ordinary: x({ landing_page_views: 30, add_to_cart: 6, checkouts_initiated: 3, purchases: 1 }),
    little: x({ ...fewClicks, landing_page_views: 0, add_to_cart: 0, purchases: 0 }),
  },
  A11: {
    fires: x({ conversions: 5 }),
    ordinary: x({ conversions: 2 }),
    little: x({ ...fewClicks, conversions: 1 }),
  },
  A12: {
    fires: [...x({ clicks_destination: 100 }), { ad: "y", of: { video_views_6s: 1400 } }],
    ordinary: x({ clicks_destination: 100, video_views_6s: 1400 }),
    little: [{ ad: "x", of: { clicks_destination: 100 } }],
    thing: "g",
  },
  A13: {
    fires: x({ conversions: 6 }),
    ordinary: x({ conversions: 3 }),
    little: x({ conversions: 3 }, { days: 5 }),
  },
  A15: {
    fires: alone({ cost: 30 }),
    ordinary: alone({ cost: 15 }),
    little: alone({ cost: 30, conversions: 0 }, { days: 2 }),
    thresholds: { "A15.customer_value": 10 },
  },
  A16: {
    fires: alone({ purchase_value: 60 }),
    ordinary: alone({ purchase_value: 120 }),
    little: alone({ purchase_value: 60 }, { days: 2 }),
    thresholds: { "A16.break_even_roas": 3 },
  },
  A17: {
    fires: x((day) => (day > lastDay - 3 ? { conversions: 0 } : { conversions: 8 })),
    ordinary: everyone((day) => (day > lastDay - 3 ? { conversions: 0 } : { conversions: 8 })),
    little: x(lately({ conversions: 0 }, 3)),
  },
  "A17-stop": {
    fires: x(lately(silent, 2)),
    ordinary: x(lately({ ...silent, status_primary: "Paused" }, 2)),
    little: x(lately(silent, 2), { days: 6 }),
  },
  B1: {
    fires: x(silent),
    ordinary: x({ ...silent, status_primary: "Disabled" }),
    little: x(silent, { days: 1 }),
  },
  B3: {
    fires: alone({ conversions: 10, view_through_conversions: 4 }),
    ordinary: alone({ conversions: 10, view_through_conversions: 2 }),
    little: alone({ view_through_conversions: 2 }, { days: 5 }),
    thing: "ads",
  },
  B5: {
    fires: everyone(lately({ purchases: 0 }, 4)),
    ordinary: x(lately({ purchases: 0 }, 4)),
    little: alone(lately({ purchases: 0 }, 4)),
    thing: "k",
  },
  C2: {
    fires: alone({ cvr_ambiguous: 0.0004 }),
    ordinary: alone({ cvr_ambiguous: 0.04 }),
    little: alone({ cvr_ambiguous: null }),
    thing: "ads",
  },
  C6: {
    fires: alone({ estimated_gmv: 100, settled_gmv: 80 }),
    ordinary: alone({ estimated_gmv: 100, settled_gmv: 99 }),
    little: alone({ estimated_gmv: 100 }),
    thing: "ads",
  },
  C9: {
    fires: x((day) => ({ video_views: 12_000, conversions: day % 2 })),
    ordinary: x({ video_views: 12_000 }),
    little: x({ ...fewClicks, video_views: 12_000 }),
  },
  C10: {
    fires: [...alone({ country: "NO" }), { ad: "y", of: { country: "UK" } }],
    ordinary: alone({ country: "NO" }),
    little: alone({ country: null }),
    thing: "ads",
  },
  C11: {
    fires: alone({ landing_page_url: "https://shop.example/?utm_medium=paid" }),
    ordinary: alone({ landing_page_url: "https://shop.example/?a=1&utm_source=tiktok" }),
    little: alone({ landing_page_url: null }),
    thing: "ads",
  },
  C13: {
    fires: creators(watched),
    ordinary: creators({ ...watched, comments: 60 }),
    little: creators({ ...watched, comments: 0, orders_video: 0 }, { days: 1 }),
  },
  C20: {
    fires: alone({ settled_revenue: 60 }),
    ordinary: alone({ settled_revenue: 120 }),
    little: alone({}),
    thresholds: { "C20.target": 3 },
    thing: "ads",
  },
  C21: {
    fires: creators(sells),
    ordinary: creators({ ...sells, estimated_commission: 90 }),
    little: creators(sells, { days: 3 }),
  },
  C25: { fires: x({}, { days: 5 }), ordinary: x({}), little: alone({}, { days: 5 }), thing: "g" },
  C27: {
    fires: alone(formats((day) => 60 - day)),
    ordinary: alone(formats((day) => 60 + 2 * day)),
    little: alone(
      formats((day) => 60 - day),
      { days: 21 },
    ),
    thing: "UGC",
  },
  D1: {
    fires: x((day) => (day % 15 === 7 ? { clicks_destination: 900, conversions: 1 } : {})),
    ordinary: x((day) => (day % 15 === 7 ? { clicks_destination: 900, conversions: 36 } : {})),
    little: x((day) => (day === 7 ? { ...fewClicks, clicks_destination: 90 } : fewClicks)),
  },
  D2: {
    fires: x((day) => ({ cost: day === 30 ? 140 : 28 + (day % 5) })),
    ordinary: x((day) => ({
      cost: day === 30 ? 140 : 28 + (day % 5),
      clicks_destination: day === 30 ? 220 : 50,
    })),
    little: x((day) => ({ cost: day === 40 ? 140 : 28 + (day % 5) }), { days: 10 }),
  },
};

test("every rule has its cases", () => {
  expect(Object.keys(cases).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const {
    fires,
    ordinary,
    little,
    thresholds = {},
    thing = "x",
  } = cases[id] ?? {
    fires: [],
    ordinary: [],
    little: [],
  };
  const ask = (ads: readonly Ad[]) =>
    diagnoseAds(ads, { rules: [id], thresholds: new Map(Object.entries(thresholds)) });

  test("fires, with its numbers, and its query finds the same", async () => {
    const { output, rowsOf } = await ask(fires);
    expect(output.findings.map((finding) => finding.thing.id)).toContain(thing);
    for (const finding of output.findings) {
      expect(`${finding.sentence} ${finding.action} ${finding.brief}`).not.toMatch(
        /none|NaN|\{|undefined/,
      );
      expect(finding.evidence.length).toBeGreaterThan(0);
      expect(finding.stake === null).toBe(finding.stakeNote === null);
      const rows = await rowsOf(finding.query ?? "");
      const own = finding.thing.kind === "source" && rule.about === "source";
      if (!own || thing !== "ads") expect(rows.map(([first]) => first)).toContain(finding.thing.id);
      else expect(rows).toHaveLength(1);
      if (finding.chart) expect(await rowsOf(finding.chart.query)).not.toEqual([]);
    }
  });

  test("does not fire", async () => {
    const { output } = await ask(ordinary);
    expect(output.findings.map((finding) => finding.thing.id)).not.toContain(thing);
    expect(output.checked[0]?.judged).toBeGreaterThan(0);
  });

  test("says nothing of too little", async () => {
    const { output } = await ask(little);
    expect(output.findings.map((finding) => finding.thing.id)).not.toContain(thing);
  });

  test("what its texts name has a unit", () => {
    const units = unitsOf(rule);
    const { brief, action, sentence } = rule;
    const texts = [sentence, action, ...(brief ? [JSON.stringify(brief)] : [])];
    expect(texts.flatMap(placeholders).filter((name) => !units.has(name))).toEqual([]);
  });
});
