import type { Data, Table } from "apache-arrow";
import { DataType, TimeUnit, Vector } from "apache-arrow";

/**
 * A value as JavaScript has it: whole numbers and DECIMAL as number, whole numbers beyond 2^53 as
 * bigint, dates and times as ISO text, everything else as Arrow gives it.
 */
export type RowValue = number | bigint | string | boolean | null | object;

/** The rows of a table as plain objects. */
export function tableToRows(table: Table): Record<string, RowValue>[] {
  const names = table.schema.fields.map(({ name }) => name);
  const rows: Record<string, RowValue>[] = [];
  for (const { data, numRows } of table.batches) {
    const readers = data.children.map(readerOf);
    for (let at = 0; at < numRows; at++) {
      const row: Record<string, RowValue> = {};
      for (const [index, read] of readers.entries()) row[names[index] ?? ""] = read(at);
      rows.push(row);
    }
  }
  return rows;
}

type Reader = (row: number) => RowValue;

/** How a batch of a column is read, row by row. */
export function readerOf(data: Data): Reader {
  const read = valuesOf(data);
  return data.nullCount === 0 ? read : (row) => (data.getValid(row) ? read(row) : null);
}

function valuesOf(data: Data): Reader {
  const { type } = data;
  if (DataType.isInt(type)) return (row) => whole(data.values[row]);
  if (DataType.isFloat(type)) return (row) => Number(data.values[row]);
  if (DataType.isDecimal(type)) {
    const { scale } = type;
    return (row) => {
      const text = decimalText(data.values.subarray(row * 4, row * 4 + 4), scale);
      return scale === 0 ? whole(BigInt(text)) : Number(text);
    };
  }
  if (DataType.isBool(type))
    return (row) => ((data.values[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  if (DataType.isUtf8(type)) {
    const decoder = new TextDecoder();
    const { valueOffsets, values } = data;
    return (row) => decoder.decode(values.subarray(valueOffsets[row], valueOffsets[row + 1]));
  }
  if (DataType.isDate(type) && data.values instanceof Int32Array)
    return (row) => isoDay(Number(data.values[row]) * 86_400_000);
  if (DataType.isTimestamp(type)) {
    const perMs = {
      [TimeUnit.SECOND]: 1n,
      [TimeUnit.MILLISECOND]: 1n,
      [TimeUnit.MICROSECOND]: 1000n,
      [TimeUnit.NANOSECOND]: 1_000_000n,
    };
    const factor = type.unit === TimeUnit.SECOND ? 1000 : 1;
    const zone = type.timezone ? "Z" : "";
    return (row) => {
      const ms = Number(BigInt(data.values[row]) / perMs[type.unit]) * factor;
      return new Date(ms).toISOString().replace(/(?:\.000)?Z$/, zone);
    };
  }
  const vector = new Vector([data]);
  return (row) => vector.get(row);
}

function whole(value: unknown): number | bigint {
  if (typeof value !== "bigint") return Number(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** All digits of a DECIMAL; what Number makes of it is the nearest double. */
export function decimalText(words: Uint32Array, scale: number): string {
  let value = 0n;
  for (const [index, word] of words.entries()) value |= BigInt(word) << BigInt(index * 32);
  value = BigInt.asIntN(128, value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const sign = value < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
