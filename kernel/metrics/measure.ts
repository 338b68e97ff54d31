import type { NumberUnit } from "../protocol/unit.ts";

/** A number that exports carry and metrics are computed from. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly unit: NumberUnit;
  /** Whether its sum over days, ads and regions means what its name says. */
  readonly additive: boolean;
  /** Over what it adds up all the same, or only; where it does not, why. */
  readonly sums?: string;
  /** Which direction an advertiser wants, where it is not the usual one: more of what is counted. */
  readonly better?: "lower" | "neither";
}

export function count(id: string, label: string): Measure {
  return { id, label, unit: "count", additive: true };
}

export function money(id: string, label: string): Measure {
  return { id, label, unit: "money", additive: true };
}

/** Never to be summed unless `sums` says over what: one person is on several days, ads and regions. */
export function people(
  id: string,
  label: string,
  sums = "Over nothing: one person may be on several days, ads and regions.",
): Measure {
  return { id, label, unit: "people", additive: false, sums };
}

/** A number that does not add up over rows as counts do. */
export function single(id: string, label: string, unit: NumberUnit, sums: string): Measure {
  return { id, label, unit, additive: false, sums };
}
