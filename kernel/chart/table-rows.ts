import { asText } from "./vega/json.ts";
import type { ChartTable } from "./chart-table.ts";
import { isAwkward } from "./check-fields.ts";
import { epochMs } from "./vega/iso-time.ts";
import { isNumberUnit } from "../protocol/unit.ts";

/** How a chart reads a column. */
export type Reading = "number" | "time" | "plain";

/** The rows of a chart in Vega's form, and what of them could not be read. */
export interface ReadTable {
  readonly rows: Record<string, unknown>[];
  /** By column: values that were there and are not numbers or times. */
  readonly unreadable: ReadonlyMap<number, { readonly count: number; readonly sample: string }>;
}

/** The name by which Vega knows a column: awkward names would be read as paths. */
export function fieldName(name: string, column: number): string {
  return isAwkward(name) ? `column_${column}` : name;
}

/**
 * Rows as objects: exact decimals and bigints as numbers to be drawn, ids as text digit for digit,
 * times as UTC milliseconds, NaN and infinities as missing.
 */
export function readTable(table: ChartTable, readings: ReadonlyMap<number, Reading>): ReadTable {
  const unreadable = new Map<number, { count: number; sample: string }>();
  const readers = table.columns.map(({ name, unit }, column) => ({
    keys: keysOf(name, column),
    reading: readings.get(column) ?? (unit && isNumberUnit(unit) ? "number" : "plain"),
    isText: unit === "id" || unit === "text" || unit === "category",
    strict: readings.has(column),
  }));
  const rows = table.rows.map((values) => {
    const row: Record<string, unknown> = {};
    readers.forEach(({ keys, reading, isText, strict }, column) => {
      const value = values[column] ?? null;
      let read = value === null ? null : readValue(value, reading, isText);
      if (read === undefined) {
        read = strict ? null : readValue(value, "plain", isText);
        if (strict) {
          const before = unreadable.get(column);
          unreadable.set(column, {
            count: (before?.count ?? 0) + 1,
            sample: before?.sample ?? asText(value).slice(0, 40),
          });
        }
      }
      for (const key of keys) row[key] = read ?? null;
    });
    return row;
  });
  return { rows, unreadable };
}

/** Expressions name a column as it is, encodings by its safe name. */
function keysOf(name: string, column: number): string[] {
  const safe = fieldName(name, column);
  return safe === name || name in Object.prototype ? [safe] : [name, safe];
}

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Undefined for a value that this reading cannot take. */
function readValue(value: unknown, reading: Reading, isText: boolean): unknown {
  switch (reading) {
    case "number":
      if (typeof value === "number") return Number.isFinite(value) ? value : null;
      if (typeof value === "bigint") return Number(value);
      return typeof value === "string" && numeric.test(value.trim()) ? Number(value) : undefined;
    case "time":
      return epochMs(value);
    case "plain":
      if (typeof value === "string" || typeof value === "boolean") return value;
      if (typeof value === "number" && !isText) return Number.isFinite(value) ? value : null;
      if (typeof value === "bigint" && !isText && Number.isSafeInteger(Number(value)))
        return Number(value);
      return typeof value === "bigint" ? String(value) : asText(value);
  }
}
