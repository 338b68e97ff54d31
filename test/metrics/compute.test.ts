import { describe, expect, it } from "vitest";
import { compute } from "../../kernel/metrics/compute.ts";

describe("Wilson bounds", () => {
  // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i are the published ones", (successes, trials, low, high) => {
    expect(compute.wilson_low({ successes, trials })).toBeCloseTo(low, 4);
    expect(compute.wilson_high({ successes, trials })).toBeCloseTo(high, 4);
  });

  it("are exactly 0 and 1 at the ends, for any number of trials", () => {
    for (let trials = 1; trials < 5000; trials += 7) {
      expect(compute.wilson_low({ successes: 0, trials })).toBe(0);
      expect(compute.wilson_high({ successes: trials, trials })).toBeLessThanOrEqual(1);
    }
    expect(compute.wilson_high({ successes: 20, trials: 20 })).toBe(1);
  });

  it("mirror each other", () => {
    const low = compute.wilson_low({ successes: 30, trials: 400 });
    const high = compute.wilson_high({ successes: 370, trials: 400 });
    expect(low).toBeCloseTo(1 - (high ?? 0), 14);
  });

  it("keep their digits where few succeed in very many trials", () => {
    // The limit is the score interval of a Poisson count of 1: 1 + z²/2 ± z·sqrt(1 + z²/4).
    const trials = 1e12;
    expect((compute.wilson_low({ successes: 1, trials }) ?? 0) * trials).toBeCloseTo(0.17653, 4);
    expect((compute.wilson_high({ successes: 1, trials }) ?? 0) * trials).toBeCloseTo(5.66493, 4);
  });

  it.each([
    [5, 3],
    [-1, 3],
    [0, 0],
    [1, -1],
  ])("of %i in %i do not exist", (successes, trials) => {
    expect(compute.wilson_low({ successes, trials })).toBeNull();
    expect(compute.wilson_high({ successes, trials })).toBeNull();
  });

  it("do not exist for a z that is not above 0", () => {
    expect(compute.wilson_low({ successes: 1, trials: 3, z: 0 })).toBeNull();
    expect(compute.wilson_high({ successes: 1, trials: 3, z: -1.96 })).toBeNull();
    expect(compute.wilson_high({ successes: 1, trials: 3, z: null })).toBeNull();
  });
});

describe("values by hand", () => {
  it.each([
    ["cpm", compute.cpm({ cost: 45, impressions: 9000 }), 5],
    ["cpc", compute.cpc({ cost: 45, clicks: 90 }), 0.5],
    ["ctr", compute.ctr({ clicks: 12, impressions: 400 }), 0.03],
    ["ctr_all", compute.ctr_all({ clicks_all: 20, impressions: 400 }), 0.05],
    ["cvr", compute.cvr({ conversions: 3, clicks: 12 }), 0.25],
    ["cvr_impressions", compute.cvr_impressions({ conversions: 1, impressions: 200_000 }), 5e-6],
    ["cpa", compute.cpa({ cost: 150, conversions: 3 }), 50],
    ["roas", compute.roas({ conversion_value: 500, cost: 200 }), 2.5],
    ["roi", compute.roi({ conversion_value: 500, cost: 200 }), 1.5],
    ["hook_rate", compute.hook_rate({ video_views_2s: 300, impressions: 1200 }), 0.25],
    ["drop", compute.drop_2s_to_6s({ video_views_2s: 400, video_views_6s: 100 }), 0.75],
    ["lift", compute.lift({ rate: 0.03, base: 0.02 }), 0.5],
    ["frequency", compute.frequency({ impressions: 3, reach: 1 }), 3],
    [
      "break-even CPA",
      compute.break_even_cpa({ average_order_value: 500, profit_margin: 0.4 }),
      200,
    ],
    ["break-even ROAS", compute.break_even_roas({ profit_margin: 0.4 }), 2.5],
    [
      "discrepancy",
      compute.conversion_discrepancy({ platform_conversions: 50, shop_orders: 40 }),
      0.2,
    ],
  ])("%s", (_, actual, expected) => {
    expect(actual).toBeCloseTo(expected, 12);
  });

  it("are nothing over a zero denominator, and nothing of nothing", () => {
    expect(compute.ctr({ clicks: 0, impressions: 0 })).toBeNull();
    expect(compute.cpa({ cost: 10, conversions: 0 })).toBeNull();
    expect(compute.cpa({ cost: null, conversions: 4 })).toBeNull();
    expect(compute.lift({ rate: 0.1, base: -0 })).toBeNull();
  });
});

it("a missing input is refused, not taken for NULL", () => {
  // @ts-expect-error impressions is missing
  expect(() => compute.ctr({ clicks: 1 })).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "bad_arguments" }) }),
  );
});
