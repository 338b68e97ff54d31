import { csvHeader, csvRows, trimZeros } from "../export/csv.ts";
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
  return csvHeader(columns) + csvRows(columns, rows);
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
