/** Reading numbers as people write them, given a column's decimal and grouping marks. */

import { splitCurrency } from "./currency-text.ts";
import { halfWidth, unwrapped } from "./spreadsheet-text.ts";

export interface NumberMarks {
  readonly decimal: "." | ",";
  readonly group: string;
}

export type NumberReading =
  | { readonly ok: true; readonly text: string; readonly percent: boolean }
  | { readonly ok: false; readonly reason: "not_a_number" | "masked" };

/** As most numbers are written. What is told of them below is only told faster. */
const plain = /^\d{1,15}(?:\.\d{1,9})?$/;

/** Digits, and perhaps a point and more digits: nothing about it needs a second look but its marks. */
export function isPlainNumber(cell: string): boolean {
  return plain.test(cell);
}

/** No number is longer; some patterns take quadratic time on text that is. */
const longestNumber = 64;

/** A number taken apart: `digits` has digits, marks and perhaps an exponent, nothing else. */
export interface NumberParts {
  readonly digits: string;
  readonly negative: boolean;
  readonly percent: boolean;
  readonly currency: string | undefined;
}

/** Takes off sign, currency, percent and parentheses; null where what is left is no number, or two signs were there. */
export function numberParts(cell: string): NumberParts | null {
  if (isPlainNumber(cell))
    return { digits: cell, negative: false, percent: false, currency: undefined };
  let text = unwrapped(cell);
  if (text.length > longestNumber) return null;
  text = halfWidth(text).trim();
  const signs: string[] = [];
  if (text.startsWith("(") && text.endsWith(")")) {
    signs.push("-");
    text = text.slice(1, -1).trim();
  }
  const percent = text.endsWith("%") || text.startsWith("%");
  if (percent) text = (text.endsWith("%") ? text.slice(0, -1) : text.slice(1)).trim();
  const takeSign = () => {
    if (!/^[+\-−]/u.test(text)) return;
    signs.push(text.startsWith("+") ? "+" : "-");
    text = text.slice(1).trimStart();
  };
  takeSign();
  const { amount, currency } = splitCurrency(text);
  text = amount;
  takeSign();
  // "5,–" is an amount without a fraction.
  text = text.replace(/(?<=\d)[.,][-–—]+$/, "");
  if (/\d-$/.test(text)) {
    signs.push("-");
    text = text.slice(0, -1);
  }
  if (signs.length > 1 || (percent && currency !== undefined)) return null;
  const digits = text.replace(/\s/gu, " ");
  return /^[\d.,'’ ]*\d[\d.,'’ ]*$/.test(digits) || isScientific(digits)
    ? { digits, negative: signs[0] === "-", percent, currency }
    : null;
}

/** "1.25e-3", or "1.234E+3" where every digit is written: in "1.2E+6" a spreadsheet has rounded the others away. */
function isScientific(digits: string): boolean {
  const match = /^\d+(?:[.,](\d+))?[eE]([+-]?\d{1,2})$/.exec(digits);
  return match !== null && Number(match[2]) <= (match[1]?.length ?? 0);
}

/**
 * @returns the value as exact decimal text ("1234.5"), or why it is none. `<5` is masked, not 5.
 */
export function readNumber(cell: string, marks: NumberMarks): NumberReading {
  if (marks.decimal === "." && isPlainNumber(cell)) return { ok: true, text: cell, percent: false };
  const parts = numberParts(cell);
  if (!parts) return { ok: false, reason: isMasked(cell) ? "masked" : "not_a_number" };
  const [whole = "", fraction, ...more] = parts.digits.split(marks.decimal);
  if (more.length > 0) return { ok: false, reason: "not_a_number" };
  const integer = ungroup(whole, marks);
  if (integer === null || (fraction !== undefined && !/^\d*(?:[eE][+-]?\d+)?$/.test(fraction)))
    return { ok: false, reason: "not_a_number" };
  const text = expand(`${integer}${fraction ? `.${fraction}` : ""}`);
  const negative = parts.negative && /[1-9]/.test(text);
  return { ok: true, text: negative ? `-${text}` : text, percent: parts.percent };
}

function isMasked(cell: string): boolean {
  const text = halfWidth(cell).trim();
  return text.length <= longestNumber && /^(?:[<>≤≥]|less than) ?[\d.,]+ ?%?$/i.test(text);
}

/** Digits of a grouped integer; null where the groups are not of three (or Indian two) digits. */
export function ungroup(whole: string, { decimal }: NumberMarks): string | null {
  if (/^\d*(?:[eE][+-]?\d+)?$/.test(whole)) return whole === "" ? "0" : whole;
  if (!/^[\d.,'’ ]+$/.test(whole)) return null;
  const groups = whole.split(/[.,'’ ]/);
  const separators = new Set(whole.replace(/\d/g, ""));
  if (separators.size !== 1 || separators.has(decimal)) return null;
  const last = groups.at(-1) ?? "";
  const middle = groups.slice(1, -1);
  const first = groups[0] ?? "";
  if (last.length !== 3 || first.length < 1 || first.length > 3) return null;
  if (!middle.every((group) => group.length === 3) && !middle.every((group) => group.length === 2))
    return null;
  return groups.join("");
}

/** "1.5e-3" -> "0.0015", without going through a double. */
function expand(text: string): string {
  const match = /^(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text);
  if (!match) return text;
  const [, whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return point >= digits.length ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
