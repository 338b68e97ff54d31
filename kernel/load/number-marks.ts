/** Which mark is the decimal one: counted per column, decided from evidence, or left open. */

import type { NumberMarks, NumberParts } from "./number-text.ts";
import { numberParts, ungroup } from "./number-text.ts";

export const pointMarks: NumberMarks = { decimal: ".", group: "," };
export const commaMarks: NumberMarks = { decimal: ",", group: "." };

/** What a column's cells say about its marks, counted. */
export class MarkEvidence {
  /** Cells that only fit a decimal point; cells that only fit a decimal comma. */
  point = 0;
  comma = 0;
  /** "1,234" and "1.234": by the mark that was seen. */
  eitherComma = 0;
  eitherPoint = 0;
  /** Whole numbers without any mark, but for zero: below 1,000, and larger ones. */
  bareSmall = 0;
  bareLarge = 0;
  /** Digits and marks that are a number under no reading ("1.2.3"). */
  odd = 0;
  numbers = 0;
  percents = 0;
  /** Cells that are fractions under any reading ("33762.4"). */
  fractions = 0;
  /** Cells with more than six decimals. */
  long = 0;
  readonly currencies = new Set<string>();

  /** @returns the cell taken apart, or null where it is no number */
  add(cell: string): NumberParts | null {
    const parts = numberParts(cell);
    if (!parts) return null;
    this.numbers++;
    if (parts.percent) this.percents++;
    if (parts.currency !== undefined) this.currencies.add(parts.currency);
    this.#addMarks(parts.digits);
    return parts;
  }

  #addMarks(digits: string): void {
    if (digits.length > 8 && /[.,]\d{6,}[1-9]0*$/.test(digits)) this.long++;
    const lastPoint = digits.lastIndexOf(".");
    const lastComma = digits.lastIndexOf(",");
    if (lastPoint === -1 && lastComma === -1) {
      if (/^[1-9]\d{0,2}$/.test(digits)) this.bareSmall++;
      else if (/^[1-9]\d{3,}$/.test(digits)) this.bareLarge++;
      return;
    }
    // The usual amount, which no grouping gives: what follows would only find the same.
    if (/^\d+\.(?:\d\d?|\d{4,})$/.test(digits)) {
      this.point++;
      if (!/\.0*$/.test(digits)) this.fractions++;
      return;
    }
    if (/^0[.,]|[.,](?:\d{1,2}|\d{4,})$/.test(digits) && !/[.,]0*$/.test(digits)) this.fractions++;
    if (lastPoint !== -1 && lastComma !== -1) {
      if (lastPoint > lastComma) this.point++;
      else this.comma++;
      return;
    }
    const mark = lastPoint !== -1 ? "." : ",";
    const pieces = digits.split(mark);
    const grouped = ungroup(digits, mark === "." ? commaMarks : pointMarks) !== null;
    const decimal = pieces.length === 2;
    if (grouped && decimal && !digits.startsWith("0")) {
      if (mark === ".") this.eitherPoint++;
      else this.eitherComma++;
    } else if (decimal) {
      if (mark === ".") this.point++;
      else this.comma++;
    } else if (grouped) {
      if (mark === ".") this.comma++;
      else this.point++;
    } else this.odd++;
  }

  /**
   * The mark groups thousands: it stands in larger numbers only, always before three digits, and whole
   * numbers below 1,000 have none. As a decimal mark it would always have met exactly three decimals or
   * none at all.
   */
  get grouping(): NumberMarks | null {
    if (this.bareSmall === 0 || this.bareLarge > 0) return null;
    if (this.eitherComma > 1 && this.eitherPoint === 0) return pointMarks;
    return this.eitherPoint > 1 && this.eitherComma === 0 ? commaMarks : null;
  }
}

export type MarkDecision =
  | {
      readonly marks: NumberMarks;
      readonly basis: "column" | "file" | "locale" | "grouping" | "none_needed";
    }
  | { readonly marks: null; readonly basis: "open" };

const open: MarkDecision = { marks: null, basis: "open" };

/** What a file's other columns say about the decimal mark, counted. */
export interface MarksBeside {
  readonly point: number;
  readonly comma: number;
  /** Said only by numbers that another program may have written. */
  readonly loose: boolean;
}

/**
 * Decides a column's marks: its own evidence first, then a stated locale, then that it counts whole
 * things, then the file's other columns, then where its marks stand. A column that fits both readings
 * with no other evidence is ambiguous, and so is one that contradicts itself.
 *
 * @param whole the column counts whole things, so that "1,234" can only be grouped
 * @param doubted what the file's other columns alone do not prove: three decimals in a currency that is
 *   written without any, thousands in a column of averages
 */
export function decideMarks(
  column: MarkEvidence,
  file: MarksBeside,
  locale: NumberMarks | undefined,
  whole: boolean,
  doubted: "decimals" | "thousands" | null = null,
): MarkDecision {
  if (column.point > 0 && column.comma > 0) return open;
  if (whole && column.point > 0 && column.eitherPoint > 0) return open;
  if (whole && column.comma > 0 && column.eitherComma > 0) return open;
  if (column.point > 0) return { marks: pointMarks, basis: "column" };
  if (column.comma > 0) return { marks: commaMarks, basis: "column" };
  if (column.eitherComma + column.eitherPoint === 0)
    return { marks: pointMarks, basis: "none_needed" };
  if (locale) return { marks: locale, basis: "locale" };
  if (whole) {
    if (column.eitherComma > 0 && column.eitherPoint > 0) return open;
    const [point, comma] = file.loose ? [0, 0] : [file.point, file.comma];
    if (column.eitherComma > 0 && comma === 0) return { marks: pointMarks, basis: "column" };
    if (column.eitherPoint > 0 && point === 0) return { marks: commaMarks, basis: "column" };
    return open;
  }
  if (file.point > 0 !== file.comma > 0) {
    const marks = file.point > 0 ? pointMarks : commaMarks;
    const [decimals, thousands] =
      file.point > 0
        ? [column.eitherPoint, column.eitherComma]
        : [column.eitherComma, column.eitherPoint];
    // An amount with exactly three decimals, and that in every cell, is rather one of thousands.
    if (decimals > 0 && (file.loose || doubted === "decimals")) return open;
    return thousands > 0 && doubted === "thousands" ? open : { marks, basis: "file" };
  }
  const grouping = file.comma + file.point === 0 ? column.grouping : null;
  return grouping ? { marks: grouping, basis: "grouping" } : open;
}

/** The marks of a BCP 47 locale, or undefined where the locale is not known. */
export function localeMarks(locale: string): NumberMarks | undefined {
  try {
    // An unknown locale would silently give the marks of the machine's own.
    if (Intl.NumberFormat.supportedLocalesOf(locale).length === 0) return undefined;
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
    return parts.some((part) => part.type === "decimal" && part.value === ",")
      ? commaMarks
      : pointMarks;
  } catch {
    return undefined;
  }
}
