import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Value } from "../session/values.ts";
import { isNumberType, looksLikeFormula, plainText, trimZeros } from "./csv.ts";
import { cellStyles } from "./xlsx-parts.ts";

/** Digits that a spreadsheet keeps of a number; a longer one would lose its end. */
const maxDigits = 15;
const maxText = 32_767;

/**
 * One cell as SpreadsheetML. Numbers that a spreadsheet would round are text, and so is everything
 * that it has no kind for; text is never taken for a formula.
 *
 * @param place  such as "B7"
 */
export function xlsxCell(place: string, value: Value, column: OutputColumn, row: number): string {
  if (value === null) return "";
  if (typeof value === "boolean") return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (isNumberType(column.type)) {
    const text = plainText(value);
    if (typeof value === "number" && !Number.isFinite(value))
      return `<c r="${place}" t="e"><v>#NUM!</v></c>`;
    if (typeof value === "number" || digitsOf(text) <= maxDigits)
      return `<c r="${place}"${style(numberStyle(column))}><v>${text}</v></c>`;
  }
  if (typeof value === "string") {
    const serial = serialOf(value, column.type);
    if (serial !== null)
      return `<c r="${place}"${style(column.type === "DATE" ? cellStyles.date : cellStyles.time)}><v>${serial}</v></c>`;
  }
  return textCell(place, plainText(value), column, row);
}

export function headerCell(place: string, name: string): string {
  return `<c r="${place}"${style(cellStyles.header)} t="inlineStr"><is><t xml:space="preserve">${xmlText(name)}</t></is></c>`;
}

function textCell(place: string, text: string, { name }: OutputColumn, row: number): string {
  if (text.length > maxText)
    throw new ProblemError({
      code: "too_large",
      message: `A text has ${text.length} characters, and a spreadsheet's cell holds ${maxText}`,
      place: { row, column: name },
      next: "Export as CSV or Parquet, or shorten it with left().",
    });
  const marked = looksLikeFormula(text) ? cellStyles.quoted : cellStyles.text;
  return `<c r="${place}"${style(marked)} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function style(index: number): string {
  return index === 0 ? "" : ` s="${index}"`;
}

function numberStyle({ unit }: OutputColumn): number {
  switch (unit) {
    case "count":
    case "people":
      return cellStyles.count;
    case "money":
      return cellStyles.money;
    case "ratio":
      return cellStyles.ratio;
    case "multiple":
      return cellStyles.multiple;
    case "seconds":
      return cellStyles.seconds;
    default:
      return cellStyles.general;
  }
}

function digitsOf(text: string): number {
  return trimZeros(text).replace(/^-?0*\.?0*|\D/g, "").length;
}

const dayMs = 86_400_000;
// Day 0 of a spreadsheet's calendar, which also has a 29 February 1900: right from 1 March 1900 on.
const epoch = Date.UTC(1899, 11, 30);
const first = Date.UTC(1900, 2, 1);

/** The day number of a date or timestamp; null for what the calendar does not hold. */
function serialOf(text: string, type: string): string | null {
  if (type !== "DATE" && !type.startsWith("TIMESTAMP")) return null;
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)Z?)?$/.exec(text);
  const day = match ? Date.parse(`${match[1]}T00:00:00Z`) : NaN;
  if (!match || Number.isNaN(day) || day < first) return null;
  const [hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const share = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) / 86_400;
  return String((day - epoch) / dayMs + share);
}

/** Escaped for XML; what XML cannot hold is written as the format says, `_x0007_`. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/_x[0-9a-fA-F]{4}_/g, "_x005F$&")
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => {
        return `_x${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`;
      })
      .replace(/[\ud800-\udfff]/gu, "\ufffd")
      .replace(/[&<>"]/g, (character) => entities[character] ?? character)
  );
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
