import type { QueryResult } from "../session/result.ts";
import type { Value } from "../session/values.ts";

/** Formats for programs: every row, no units. */
export type DataFormat = "csv" | "json";

export function resultAs(format: DataFormat, result: QueryResult): string {
  switch (format) {
    case "csv":
      return asCsv(result);
    case "json":
      return asJson(result);
  }
}

function asCsv({ columns, rows }: QueryResult): string {
  const lines = [
    columns.map(({ name }) => csvText(name)),
    ...rows.map((row) =>
      row.map((value, index) => {
        if (value === null) return "";
        const text = plain(value);
        return isNumber(columns[index]?.type ?? "") ? text : csvText(text);
      }),
    ),
  ];
  return lines.map((cells) => `${cells.join(",")}\n`).join("");
}

/** Quoted where need be; a text that a spreadsheet would take for a formula gets an apostrophe. */
function csvText(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asJson({ columns, rows }: QueryResult): string {
  const names = columns.map(({ name }) => JSON.stringify(name));
  const objects = rows.map(
    (row) =>
      `  {${row.map((value, index) => `${names[index]}: ${jsonValue(value, columns[index]?.type ?? "")}`).join(", ")}}`,
  );
  return objects.length === 0 ? "[]\n" : `[\n${objects.join(",\n")}\n]\n`;
}

function jsonValue(value: Value, type: string): string {
  if (typeof value === "bigint")
    return value >= -(2n ** 53n) && value <= 2n ** 53n ? String(value) : `"${value}"`;
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : "null";
  if (typeof value === "string" && type.startsWith("DECIMAL")) {
    const text = trimZeros(value);
    return text.replace(/\D/g, "").length <= 15 ? text : JSON.stringify(text);
  }
  return JSON.stringify(value);
}

function plain(value: Exclude<Value, null>): string {
  if (typeof value === "object") return JSON.stringify(value);
  return typeof value === "string" && /^-?\d+\.\d+$/.test(value) ? trimZeros(value) : String(value);
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function isNumber(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
}
