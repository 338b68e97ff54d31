/**
 * What a number means, and hence how it is written. The unit travels with every result.
 *
 * - `count`: whole things (impressions, clicks)
 * - `people`: whole persons; never additive over days, ads or regions
 * - `money`: in the account's currency, or in the currency column beside it
 * - `ratio`: a share as 0–1, shown as percent
 * - `multiple`: times, e.g. ROAS 2.5
 * - `seconds`: a duration
 * - `score`: a plain number with no unit of its own
 */
export const numberUnits = [
  "count",
  "people",
  "money",
  "ratio",
  "multiple",
  "seconds",
  "score",
] as const;

export type NumberUnit = (typeof numberUnits)[number];

const numbers: ReadonlySet<string> = new Set(numberUnits);

export function isNumberUnit(unit: string | null): unit is NumberUnit {
  return unit !== null && numbers.has(unit);
}

/** Units of columns that are not numbers. Ids stay text, digit for digit. */
const textUnits = ["id", "text", "category", "url"] as const;
const otherUnits = ["date", "timestamp", "boolean"] as const;

export type TextUnit = (typeof textUnits)[number];

export type Unit = NumberUnit | TextUnit | (typeof otherUnits)[number];

const all: ReadonlySet<string> = new Set<Unit>([...numberUnits, ...textUnits, ...otherUnits]);

export function isUnit(unit: string | null): unit is Unit {
  return unit !== null && all.has(unit);
}
