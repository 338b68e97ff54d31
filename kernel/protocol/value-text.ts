import { formatNumber } from "./number-format.ts";
import type { OutputColumn, OutputValue } from "./output.ts";
import type { NumberUnit, Unit } from "./unit.ts";
import { isNumberUnit } from "./unit.ts";

type Shown = Exclude<OutputValue, null>;

/** Whether a column's values are numbers: right-aligned, their digits under each other. */
export function isNumeric({ unit, type }: Pick<OutputColumn, "unit" | "type">): boolean {
  if (unit !== null) return isNumberUnit(unit);
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|DOUBLE|FLOAT|REAL)/.test(type);
}

/**
 * A value as the reader sees it.
 *
 * @param currency  ISO 4217 of the value's money
 */
export function valueText(value: Shown, unit: Unit | null, currency: string | null): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (unit !== null && isNumberUnit(unit)) return numberText(value, unit, currency);
  // Binary noise behind the fifteenth digit is no part of the value.
  if (typeof value === "number") return String(Number(value.toPrecision(15)));
  return value;
}

/** Like `valueText` for money, without the currency: for a column whose header says it. */
export function amountText(value: Shown, currency: string): string {
  return valueText(value, "money", currency).replace(`${currency}\u00a0`, "");
}

function numberText(value: number | string, unit: NumberUnit, currency: string | null): string {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) return String(value);
  const isWhole = unit === "count" || unit === "people";
  const fraction = Math.abs(number - Math.round(number));
  // A platform may count 12.5 conversions; 13 would be wrong, 12.000000001 is 12.
  const written = isWhole && fraction > 1e-9 * Math.max(1, Math.abs(number)) ? "score" : unit;
  const write = (exact: number | bigint | string) =>
    formatNumber(exact, written, currency ?? undefined);
  const text = write(typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value);
  return number === 0 || /[1-9]/.test(text) ? text : nearZero(number, write);
}

/** A value that is not zero is never written as zero. */
function nearZero(number: number, write: (value: number) => string): string {
  const step = [0.0001, 0.001, 0.01, 0.1, 1].find((size) => /[1-9]/.test(write(size))) ?? 1;
  return number > 0 ? `<${write(step)}` : `>${write(-step)}`;
}
