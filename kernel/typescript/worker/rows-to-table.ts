import { inspect } from "node:util";
import type { Data } from "apache-arrow";
import {
  Bool,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMillisecond,
} from "apache-arrow";
import { ProblemError } from "../../protocol/problem.ts";
import type { Unit } from "../../protocol/unit.ts";
import { bitmapOf, textsOf } from "./arrow-data.ts";

export type Row = Readonly<Record<string, unknown>>;

/** What the author says of the columns. */
export interface Stated {
  readonly units?: Readonly<Record<string, Unit>>;
  /** ISO 4217, of all money. */
  readonly currency?: string;
}

/** Whether a value is a list of plain objects, which can be shown and published as a table. */
export function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPlain);
}

/**
 * Rows as an Arrow table. A column's type is that of all its values: whole numbers as Int64, other
 * numbers as Float64, bigint as Int64, text, booleans, Date as a timestamp; null and undefined as NULL.
 *
 * @throws ProblemError `script_value` for a column of mixed or nested values, naming column and row
 */
export function rowsToTable(rows: readonly Row[], { units = {}, currency }: Stated = {}): Table {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const columns = names.map((name) => columnOf(name, rows));
  const fields = columns.map(({ type }, index) => {
    const name = names[index] ?? "";
    const unit = units[name];
    const metadata = new Map<string, string>(unit === undefined ? [] : [["unit", unit]]);
    if (unit === "money" && currency !== undefined) metadata.set("currency", currency);
    return new Field(name, type, true, metadata);
  });
  const struct = makeData({ type: new Struct(fields), length: rows.length, children: columns });
  const schema = new Schema(fields);
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

type Kind = "whole" | "number" | "bigint" | "text" | "boolean" | "date";

function columnOf(name: string, rows: readonly Row[]): Data {
  let kind: Kind | null = null;
  for (const [index, row] of rows.entries()) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    const own = kindOf(value);
    const both: Kind | null = kind === null || kind === own ? own : joined(kind, own);
    if (both === null)
      throw new ProblemError({
        code: "script_value",
        message: `A table's columns hold numbers, texts, booleans or dates of one kind; row ${index + 1} has ${inspect(value, { depth: 0 }).slice(0, 60)}`,
        place: { column: name },
        next: "Turn the values into one kind first.",
      });
    kind = both;
  }
  return dataOf(
    kind ?? "text",
    rows.map((row) => row[name] ?? null),
  );
}

function kindOf(value: unknown): Kind | null {
  switch (typeof value) {
    case "number":
      return Number.isSafeInteger(value) ? "whole" : "number";
    case "bigint":
      return BigInt.asIntN(64, value) === value ? "bigint" : null;
    case "string":
      return "text";
    case "boolean":
      return "boolean";
    default:
      return value instanceof Date && !Number.isNaN(value.getTime()) ? "date" : null;
  }
}

/** Whole numbers go with others and with bigint; a bigint would lose digits as another number. */
function joined(a: Kind, b: Kind | null): Kind | null {
  const both = new Set([a, b]);
  if (both.size === 2 && both.has("whole")) {
    if (both.has("number")) return "number";
    if (both.has("bigint")) return "bigint";
  }
  return null;
}

function dataOf(kind: Kind, values: readonly unknown[]): Data {
  const { length } = values;
  const common = { length, ...bitmapOf(length, (row) => values[row] !== null) };
  switch (kind) {
    case "whole":
    case "bigint": {
      const data = BigInt64Array.from(values, (value) =>
        typeof value === "number" || typeof value === "bigint" ? BigInt(value) : 0n,
      );
      return makeData({ type: new Int64(), data, ...common });
    }
    case "number":
      return makeData({ type: new Float64(), data: Float64Array.from(values, Number), ...common });
    case "date": {
      const data = BigInt64Array.from(values, (value) =>
        value instanceof Date ? BigInt(value.getTime()) : 0n,
      );
      return makeData({ type: new TimestampMillisecond(), data, ...common });
    }
    case "boolean": {
      const { nullBitmap: data } = bitmapOf(length, (row) => values[row] === true);
      return makeData({ type: new Bool(), data, ...common });
    }
    case "text":
      return textsOf(values.map((value) => (typeof value === "string" ? value : null)));
  }
}

function isPlain(value: unknown): value is Row {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
