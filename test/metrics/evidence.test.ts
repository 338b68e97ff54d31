import { jStat } from "jstat";
import { describe, expect, it } from "vitest";
import { compute } from "../../kernel/metrics/compute.ts";
import { metricsConnection, rows } from "./engine.ts";

describe("two_rates_p", () => {
  // jStat's chi-square distribution (incomplete gamma function), over the 2x2 table cell by cell.
  it.each([
    [30, 1000, 55, 1000],
    [83, 860, 90, 930],
    [5, 100, 15, 120],
    [12, 40, 12, 40],
    [400, 90_000, 520, 88_000],
    [700, 9000, 1000, 9000],
  ])("of %i in %i against %i in %i is that of jStat", (a, n, b, m) => {
    const rate = (a + b) / (n + m);
    const cells = [
      [a, n * rate],
      [n - a, n * (1 - rate)],
      [b, m * rate],
      [m - b, m * (1 - rate)],
    ] as const;
    const statistic = cells.reduce((sum, [found, due]) => sum + (found - due) ** 2 / due, 0);
    const expected = 1 - jStat.chisquare.cdf(statistic, 1);
    const p = pValue(a, n, b, m) ?? NaN;
    expect(Math.abs(p - expected)).toBeLessThan(1e-6 * expected + 1e-13);
  });

  it("is the published tail of the normal distribution", () => {
    // Abramowitz and Stegun, table 26.1: two-sided, z = 2, 3 and 4. Equal groups, half successes.
    for (const [z, tail] of [
      [2, 0.04550026],
      [3, 0.0026998],
      [4, 6.3342e-5],
    ] as const) {
      const n = 1e10;
      const shift = (z * Math.sqrt(n / 2)) / 2;
      expect(pValue(n / 2 + shift, n, n / 2 - shift, n)).toBeCloseTo(tail, 8);
    }
  });

  it.each([
    [1, 20, 3, 20],
    [19, 20, 18, 20],
    [30, 10, 5, 100],
    [-1, 100, 5, 100],
    [0, 0, 50, 100],
  ])("says nothing of %i in %i against %i in %i", (a, n, b, m) => {
    expect(pValue(a, n, b, m)).toBeNull();
  });
});

describe("days_to_significance", () => {
  it.each([
    // R's help page of power.prop.test: p1 = .50, p2 = .75, power = .90 gives n = 76.7.
    [0.5, 0.5, 0.9, 0.05, 76.7, 1],
  ])("of %f raised by %f is the published one", (rate, effect, power, alpha, days, digits) => {
    const z = jStat.normal.inv(1 - alpha / 2, 0, 1);
    const zPower = jStat.normal.inv(power, 0, 1);
    const input = { rate, effect, trials_per_day: 1, z, z_power: zPower };
    expect(compute.days_to_significance(input)).toBeCloseTo(days, digits);
    expect(compute.days_to_significance({ ...input, trials_per_day: 10 })).toBeCloseTo(
      days / 10,
      digits,
    );
  });

  it("takes 5% and 80% unless told otherwise", () => {
    const input = { rate: 0.02, effect: 0.2, trials_per_day: 1000 };
    expect(compute.days_to_significance(input)).toBeCloseTo(
      compute.days_to_significance({
        ...input,
        z: jStat.normal.inv(0.975, 0, 1),
        z_power: jStat.normal.inv(0.8, 0, 1),
      }) ?? NaN,
      8,
    );
  });

  it.each([
    [0, 0.2, 100],
    [0.6, 0.9, 100],
    [0.1, 0, 100],
    [0.1, 0.2, 0],
  ])("of %f raised by %f at %i a day does not exist", (rate, effect, trials) => {
    expect(compute.days_to_significance({ rate, effect, trials_per_day: trials })).toBeNull();
  });
});

describe("shrinking", () => {
  const ads = [
    [3, 100],
    [10, 150],
    [0, 20],
    [40, 2000],
    [9, 60],
  ] as const;

  it("spreads a group as far as its members differ beyond chance", () => {
    // The same estimator from its definition, member by member.
    const trials = ads.reduce((sum, [, n]) => sum + n, 0);
    const mean = ads.reduce((sum, [x]) => sum + x, 0) / trials;
    const found = ads.reduce((sum, [x, n]) => sum + n * (x / n - mean) ** 2, 0);
    const due = ads.reduce((sum, [, n]) => sum + mean * (1 - mean) * (1 - n / trials), 0);
    const slope = ads.reduce(
      (sum, [, n]) => sum + mean * (1 - mean) * (n - 1) * (1 - n / trials),
      0,
    );
    expect(spreadOf(ads)).toBeCloseTo((found - due) / slope, 12);
  });

  it("sees no spread in equal rates, and all of it in rates of 0 and 1", () => {
    expect(
      spreadOf([
        [5, 100],
        [10, 200],
        [50, 1000],
      ]),
    ).toBe(0);
    expect(
      spreadOf([
        [0, 100],
        [100, 100],
        [0, 100],
        [100, 100],
      ]),
    ).toBe(1);
    expect(spreadOf([[5, 100]])).toBeNull();
    expect(
      spreadOf([
        [0, 100],
        [0, 50],
      ]),
    ).toBeNull();
  });

  it("is the mean of the beta distribution after the counts", () => {
    // A prior Beta(2, 38): mean 0.05, worth 40 trials, hence a spread of 1 / 41.
    expect(shrunk(3, 10)).toBeCloseTo((2 + 3) / (40 + 10), 14);
    expect(shrunk(0, 0)).toBeCloseTo(0.05, 14);
    expect(shrunk(11, 10)).toBeNull();
    expect(compute.rate_shrunk({ successes: 3, trials: 10, group_rate: 0.05, spread: 1 })).toBe(
      0.3,
    );
    expect(compute.rate_shrunk({ successes: 3, trials: 10, group_rate: 0.05, spread: 0 })).toBe(
      0.05,
    );
  });

  it("works over windows, as its notes say", async () => {
    const connection = await metricsConnection();
    const list = ads.map(([x, n]) => `(${x}, ${n})`).join(", ");
    const found = await rows(
      connection,
      `SELECT rate_shrunk(x, n, sum(x) OVER () / sum(n) OVER (),
         rate_spread(count(*) OVER (), sum(x) OVER (), sum(n) OVER (), sum(n * n) OVER (), sum(x * x / n) OVER ()))
       FROM (VALUES ${list}) ads(x, n) ORDER BY n`,
    );
    const pooled = 62 / 2330;
    expect(found.map(([rate]) => rate)).toEqual(
      ads
        .toSorted(([, n], [, m]) => n - m)
        .map(([x, n]) =>
          compute.rate_shrunk({
            successes: x,
            trials: n,
            group_rate: pooled,
            spread: spreadOf(ads),
          }),
        ),
    );
  });
});

it("percentile_of over windows ranks equals together", async () => {
  const connection = await metricsConnection();
  const ranks = await rows(
    connection,
    `SELECT percentile_of(rank() OVER (ORDER BY v) - 1, count(*) OVER (PARTITION BY v), count(*) OVER ())
     FROM (VALUES (10), (20), (20), (40)) peers(v) ORDER BY v`,
  );
  expect(ranks.flat()).toEqual([0.125, 0.5, 0.5, 0.875]);
});

function pValue(successes: number, trials: number, others: number, otherTrials: number) {
  return compute.two_rates_p({
    successes,
    trials,
    other_successes: others,
    other_trials: otherTrials,
  });
}

function spreadOf(members: readonly (readonly [number, number])[]): number | null {
  const sum = (of: (x: number, n: number) => number) =>
    members.reduce((total, [x, n]) => total + of(x, n), 0);
  return compute.rate_spread({
    members: members.length,
    successes: sum((x) => x),
    trials: sum((_, n) => n),
    trials_squared: sum((_, n) => n * n),
    successes_squared_per_trial: sum((x, n) => (x * x) / n),
  });
}

function shrunk(successes: number, trials: number): number | null {
  return compute.rate_shrunk({ successes, trials, group_rate: 0.05, spread: 1 / 41 });
}
