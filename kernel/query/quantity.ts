/**
 * What an expression measures, where that is certain. The rules say nothing rather than something
 * that may be wrong: a percentage shown a hundredfold, a fraction rounded as a count, an amount in
 * another currency.
 */

import type { NumberUnit, TextUnit, Unit } from "../protocol/unit.ts";
import { numberUnits } from "../protocol/unit.ts";

export type Quantity =
  /** A number written in the statement; it has whatever unit its neighbours have. */
  | { readonly kind: "number"; readonly value: number }
  /** A text written in the statement. */
  | { readonly kind: "text" }
  | { readonly kind: "null" }
  | Measured;

export interface Measured {
  readonly kind: "measured";
  /** null: not certain. */
  readonly unit: Unit | null;
  /** The loaded column that this is an amount of, in small letters: `cost` for `sum(cost)`. */
  readonly measure: string | null;
  /** The name for people, valid as long as the column keeps the name that it belongs to. */
  readonly label: { readonly name: string; readonly text: string } | null;
  /** Money only: the tables whose currency it is in; null: not certain, or converted. */
  readonly currencyFrom: readonly string[] | null;
  /** The source that `measure` was loaded from, where whoever named the columns said so. */
  readonly source?: string;
}

export const unknown: Measured = {
  kind: "measured",
  unit: null,
  measure: null,
  label: null,
  currencyFrom: null,
};

export function inUnit(unit: Unit): Measured {
  return { ...unknown, unit };
}

const numbers: ReadonlySet<Unit | null> = new Set(numberUnits);
const texts: ReadonlySet<Unit | null> = new Set<TextUnit>(["id", "text", "category", "url"]);

export function isWhole(unit: Unit | null): boolean {
  return unit === "count" || unit === "people";
}

/** One of these, whichever: CASE, coalesce, greatest, UNION. Certain only where all have one unit. */
export function anyOf(quantities: readonly Quantity[]): Quantity {
  const measured = quantities.filter((quantity) => quantity.kind === "measured");
  const [first] = measured;
  if (!first) return allWritten(quantities);
  const { unit, measure, label, source } = first;
  if (measured.some((other) => other.unit !== unit)) return unknown;
  if (!quantities.every((quantity) => mayStandFor(quantity, unit))) return unknown;
  const sameLabel =
    measured.length === quantities.length &&
    measured.every(
      (other) => other.label?.name === label?.name && other.label?.text === label?.text,
    );
  return {
    kind: "measured",
    unit,
    measure: measured.every((other) => other.measure === measure) ? measure : null,
    label: sameLabel ? label : null,
    currencyFrom: currencies(measured),
    ...(source !== undefined && measured.every((other) => other.source === source)
      ? { source }
      : {}),
  };
}

/** `coalesce(NULL, 5)` is a written number still; two different ones are not one number. */
function allWritten(quantities: readonly Quantity[]): Quantity {
  const written = quantities.filter(({ kind }) => kind !== "null");
  return written.length > 1 ? unknown : (written[0] ?? { kind: "null" });
}

function mayStandFor(quantity: Quantity, unit: Unit | null): boolean {
  switch (quantity.kind) {
    case "number":
      return isWhole(unit) ? Number.isInteger(quantity.value) : numbers.has(unit);
    case "text":
      return texts.has(unit);
    default:
      return true;
  }
}

export function negative(quantity: Quantity): Quantity {
  if (quantity.kind === "number") return { kind: "number", value: -quantity.value };
  return isNumber(quantity) ? { ...quantity, measure: null, label: null } : unknown;
}

/** `+` and `-`: the unit of both sides; a written number counts in the unit of the other side. */
export function sumOf(left: Quantity, right: Quantity): Quantity {
  if (left.kind === "number" && right.kind === "number") return unknown;
  const either = anyOf([left, right]);
  return isNumber(either) && either.unit !== "score"
    ? { ...either, measure: null, label: null }
    : unknown;
}

export function productOf(left: Quantity, right: Quantity): Quantity {
  if (left.kind === "number") return scaled(right, left.value);
  if (right.kind === "number") return scaled(left, right.value);
  if (left.kind !== "measured" || right.kind !== "measured") return unknown;
  return product(left, right) ?? product(right, left) ?? unknown;
}

function product(left: Measured, right: Measured): Measured | null {
  const pair = `${left.unit} ${right.unit}`;
  switch (pair) {
    case "money count":
    case "money people":
    case "money ratio":
    case "money multiple":
      return money(left.currencyFrom);
    case "seconds count":
      return inUnit("seconds");
    case "ratio ratio":
      return inUnit("ratio");
    default:
      return null;
  }
}

/**
 * A factor is a change of unit for all but money and whole multiples of counts: `100 * ctr` is no
 * ratio, seconds / 60 are no seconds. Money times a factor is money, but in whose currency? Only
 * "per thousand" keeps it.
 */
function scaled(quantity: Quantity, factor: number): Quantity {
  if (quantity.kind !== "measured") return unknown;
  if (quantity.unit === "money") return money(factor === 1000 ? quantity.currencyFrom : null);
  return isWhole(quantity.unit) && Number.isInteger(factor)
    ? { ...quantity, measure: null, label: null }
    : unknown;
}

export function quotientOf(left: Quantity, right: Quantity): Quantity {
  if (left.kind !== "measured") return unknown;
  if (right.kind === "number") return left.unit === "money" ? money(null) : unknown;
  if (right.kind !== "measured") return unknown;
  // Part and whole, or now and before: a percentage reads right for both.
  if (left.measure !== null && left.measure === right.measure && left.unit === right.unit) {
    return isAmount(left.unit) ? inUnit("ratio") : unknown;
  }
  switch (`${left.unit} ${right.unit}`) {
    case "money count":
    case "money people":
    case "money ratio":
    case "money multiple":
      return money(left.currencyFrom);
    case "money money":
      // With an amount that is itself a difference it may be a margin, which is no multiple.
      return left.measure !== null && right.measure !== null ? inUnit("multiple") : unknown;
    case "seconds count":
      return inUnit("seconds");
    default:
      // Clicks per impression are a share, impressions per person are not.
      return unknown;
  }
}

/** The total over rows. Ratios and multiples do not add up; that people do not either is for `check` to say. */
export function totalOf(quantity: Quantity): Quantity {
  if (quantity.kind !== "measured" || !isAmount(quantity.unit)) return unknown;
  return { ...quantity, label: quantity.unit === "people" ? null : quantity.label };
}

/** Mean, median and the like: between two counts may lie a fraction, which is not shown as a count. */
export function averageOf(quantity: Quantity): Quantity {
  return quantity.kind !== "measured" || !isNumber(quantity) || isWhole(quantity.unit)
    ? unknown
    : { ...quantity, label: null };
}

/** The same amount or text in another type of the engine. */
export function castTo(type: string, quantity: Quantity): Quantity {
  if (quantity.kind === "null") return unknown;
  const toNumber = isNumericType(type);
  if (quantity.kind === "number") return toNumber ? quantity : unknown;
  const unit = quantity.kind === "text" ? "text" : quantity.unit;
  return (toNumber && numbers.has(unit)) || (type === "VARCHAR" && texts.has(unit))
    ? quantity
    : unknown;
}

/** Whether values of this engine type can carry the unit. */
export function fitsType(unit: Unit, type: string): boolean {
  return numbers.has(unit)
    ? isNumericType(type)
    : texts.has(unit)
      ? type === "VARCHAR"
      : unitOfType(type) === unit;
}

/** The unit that the engine's type alone makes certain. */
export function unitOfType(type: string): Unit | null {
  if (type === "BOOLEAN") return "boolean";
  if (type === "DATE") return "date";
  if (type.startsWith("TIMESTAMP")) return "timestamp";
  return type === "VARCHAR" ? "text" : null;
}

function isNumericType(type: string): boolean {
  return /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(?:\(\d+,\d+\))?)$/.test(
    type,
  );
}

export function isNumber(quantity: Quantity): quantity is Measured & { unit: NumberUnit } {
  return quantity.kind === "measured" && numbers.has(quantity.unit);
}

function isAmount(unit: Unit | null): boolean {
  return isWhole(unit) || unit === "money" || unit === "seconds";
}

function money(currencyFrom: Measured["currencyFrom"]): Measured {
  return { ...inUnit("money"), currencyFrom };
}

/** The tables of all; null as soon as one is not certain. */
function currencies(quantities: readonly Measured[]): Measured["currencyFrom"] {
  const all = new Set<string>();
  for (const { currencyFrom } of quantities) {
    if (currencyFrom === null) return null;
    for (const table of currencyFrom) all.add(table);
  }
  return [...all];
}
