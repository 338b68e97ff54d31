import type { ResultColumn } from "../session/result.ts";
import type { Value } from "../session/values.ts";

/** The header line of a CSV, its line feed included. */
export function csvHeader(columns: readonly ResultColumn[]): string {
  return `${columns.map(({ name }) => csvText(name)).join(",")}\n`;
}

/** Rows as CSV lines: numbers as they are, with all their digits; no value is an empty field. */
export function csvRows(
  columns: readonly ResultColumn[],
  rows: readonly (readonly Value[])[],
): string {
  const numeric = columns.map(({ type }) => isNumberType(type));
  return rows
    .map((row) => {
      const fields = row.map((value, index) => {
        if (value === null) return "";
        const text = plainText(value);
        return numeric[index] ? text : csvText(text);
      });
      return `${fields.join(",")}\n`;
    })
    .join("");
}

/** Whether a spreadsheet would take a text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\n]/.test(text);
}

/** Quoted where need be; a text that a spreadsheet would take for a formula gets an apostrophe. */
function csvText(text: string): string {
  const safe = looksLikeFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value in full, decimals without the zeros that only pad them. */
export function plainText(value: Exclude<Value, null>): string {
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "string" && /^-?\d+\.\d+$/.test(value) ? trimZeros(value) : String(value);
}

export function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

export function isNumberType(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
}
