import { nearest } from "../protocol/near-names.ts";
import type { ShownThreshold } from "../protocol/findings.ts";
import { ProblemError } from "../protocol/problem.ts";
import { valueText } from "../protocol/value-text.ts";
import type { Rule, Threshold } from "./rule.ts";
import { ours } from "./rule.ts";

/** Settings that several rules share. */
export const sharedThresholds: Readonly<Record<string, Threshold>> = {
  min_clicks: ours(100, "count", "Fewest clicks to judge a rate per click"),
  min_impressions: ours(10_000, "count", "Fewest impressions to judge a rate per impression"),
  min_weeks: ours(5, "count", "Fewest whole weeks to see a trend"),
  usual_spread: ours(
    0.22,
    "ratio",
    "How far rates of one group usually differ (standard deviation); the fewer ads, the more it counts",
  ),
  small_share: ours(
    0.0002,
    "ratio",
    "Share of the table's cost below which a problem is of medium severity at most",
  ),
  false_findings: ours(0.01, "ratio", "Share of false findings among those of a rule"),
};

/** Thresholds that were set, by their written name: `min_clicks`, `A1.high_ctr`. */
export type GivenThresholds = ReadonlyMap<string, number>;

/**
 * @throws ProblemError `bad_arguments` for a name that no rule has
 */
export function checkThresholds(given: GivenThresholds, rules: readonly Rule[]): void {
  const names = [
    ...Object.keys(sharedThresholds),
    ...rules.flatMap(({ id, thresholds }) =>
      Object.keys(thresholds).map((name) => `${id}.${name}`),
    ),
  ];
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new ProblemError({
      code: "bad_arguments",
      message: `There is no threshold “${name}”`,
      next:
        near === undefined
          ? `Shared are ${Object.keys(sharedThresholds).join(", ")}; those of a rule are written like A1.high_ctr.`
          : `Did you mean “${near}”?`,
    });
  }
}

/**
 * "A1.high_ctr=1.5"
 *
 * @throws ProblemError `bad_arguments` for a text that is not name=number
 */
export function readThreshold(text: string): [string, number] {
  const [, name = "", number = ""] = /^([\w.-]+)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name !== "") return [name, Number(number)];
  throw new ProblemError({
    code: "bad_arguments",
    message: `--threshold “${text}” is not name=number`,
    next: "Write it like --threshold A1.high_ctr=1.5.",
  });
}

/** The value of a rule's threshold, its own or a shared one; null: not set and without a default. */
export function thresholdValue(rule: Rule, name: string, given: GivenThresholds): number | null {
  const own = rule.thresholds[name];
  const threshold = own ?? sharedThresholds[name];
  if (!threshold) throw new Error(`the rule ${rule.id} has no threshold ${name}`);
  return given.get(own ? `${rule.id}.${name}` : name) ?? threshold.default;
}

/** The value of a shared threshold. */
export function sharedValue(name: string, given: GivenThresholds): number {
  const value = given.get(name) ?? sharedThresholds[name]?.default;
  if (value === undefined || value === null)
    throw new Error(`there is no shared threshold ${name}`);
  return value;
}

/** The thresholds behind the rules that ran, shared ones first. */
export function shownThresholds(
  ran: readonly Rule[],
  given: GivenThresholds,
): readonly ShownThreshold[] {
  const show = (name: string, threshold: Threshold): ShownThreshold[] => {
    const value = given.get(name) ?? threshold.default;
    if (value === null) return [];
    return [
      {
        name,
        label: threshold.label,
        value: valueText(value, threshold.unit, null),
        origin: given.has(name) ? "set here" : threshold.origin,
        isChanged: given.has(name),
      },
    ];
  };
  return [
    ...Object.entries(sharedThresholds).flatMap(([name, threshold]) => show(name, threshold)),
    ...ran.flatMap(({ id, thresholds }) =>
      Object.entries(thresholds).flatMap(([name, threshold]) => show(`${id}.${name}`, threshold)),
    ),
  ];
}
