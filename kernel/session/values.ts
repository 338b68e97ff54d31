import type { DuckDBDataChunk, DuckDBValue } from "@duckdb/node-api";
import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  DuckDBUnionValue,
  DuckDBVariantValue,
} from "@duckdb/node-api";

/** A value inside a list, struct or map: whole numbers beyond 2^53 are text, digit for digit. */
export type NestedValue =
  | null
  | boolean
  | number
  | string
  | readonly NestedValue[]
  | { readonly [key: string]: NestedValue };

/**
 * A value of a result, exactly as the engine has it: integers of every width as bigint, FLOAT and
 * DOUBLE as number, DECIMAL as text with all its digits, DATE and TIMESTAMP as ISO 8601 text
 * (TIMESTAMP WITH TIME ZONE in UTC, with a Z), everything else as the engine's own text.
 */
export type Value = bigint | NestedValue;

/** The rows of a chunk, in order. */
export function rowsOf(chunk: DuckDBDataChunk): Value[][] {
  const rows = Array.from({ length: chunk.rowCount }, (): Value[] => []);
  for (let column = 0; column < chunk.columnCount; column++) {
    const vector = chunk.getColumnVector(column);
    const integer = integerTypes.has(vector.type.typeId);
    for (const [row, values] of rows.entries()) {
      const value: DuckDBValue = vector.getItem(row);
      values.push(integer && typeof value === "number" ? BigInt(value) : exact(value));
    }
  }
  return rows;
}

const integerTypes: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
]);

/** A value of the engine as a result holds it. */
export function exact(value: DuckDBValue): Value {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof DuckDBDateValue) {
    return value.isFinite ? String(value) : infinity(value.days);
  }
  if (value instanceof DuckDBTimestampTZValue) {
    // Its own text is in the machine's time zone.
    const utc = new DuckDBTimestampValue(value.micros);
    return utc.isFinite ? `${isoTime(utc)}Z` : infinity(utc.micros);
  }
  if (value instanceof DuckDBTimestampValue) {
    return value.isFinite ? isoTime(value) : infinity(value.micros);
  }
  if (value instanceof DuckDBTimestampSecondsValue) {
    return value.isFinite ? isoTime(value) : infinity(value.seconds);
  }
  if (value instanceof DuckDBTimestampMillisecondsValue) {
    return value.isFinite ? isoTime(value) : infinity(value.millis);
  }
  if (value instanceof DuckDBTimestampNanosecondsValue) {
    return value.isFinite ? isoTime(value) : infinity(value.nanos);
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map((item) => nested(item));
  }
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([key, item]) => [key, nested(item)]),
    );
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map(({ key, value: item }) => ({ key: nested(key), value: nested(item) }));
  }
  if (value instanceof DuckDBUnionValue || value instanceof DuckDBVariantValue) {
    return exact(value.value);
  }
  return String(value);
}

function nested(value: DuckDBValue): NestedValue {
  const whole = exact(value);
  if (typeof whole === "bigint") {
    return Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
  }
  // JSON has no word for these; null would be a different value.
  return typeof whole === "number" && !Number.isFinite(whole) ? String(whole) : whole;
}

function isoTime(value: { toString(): string }): string {
  return String(value).replace(/ (?=\d\d:)/, "T");
}

function infinity(value: number | bigint): string {
  return value > 0 ? "infinity" : "-infinity";
}
