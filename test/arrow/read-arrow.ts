import { DuckDBInstance, DuckDBTimestampTZValue } from "@duckdb/node-api";
import type { DuckDBConnection, Json } from "@duckdb/node-api";
import type { Data, Table } from "apache-arrow";
import { DataType, TimeUnit, tableFromIPC } from "apache-arrow";
import { afterAll } from "vitest";

/** The rows of an Arrow stream, by the reader of apache-arrow, written as the engine writes JSON. */
export function rowsOfArrow(bytes: Uint8Array): Json[][] {
  const table = tableFromIPC(bytes);
  return table.batches.flatMap((batch) =>
    Array.from({ length: batch.numRows }, (_, row) =>
      batch.data.children.map((column) => valueAt(column, row)),
    ),
  );
}

export function fieldsOf(bytes: Uint8Array): Record<string, string> {
  const { schema }: Table = tableFromIPC(bytes);
  return Object.fromEntries(schema.fields.map(({ name, type }) => [name, String(type)]));
}

/** An engine of its own, which knows nothing of the session under test. */
export async function openReference(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  // As the engine's API writes such times; the machine's zone otherwise.
  DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;
  await connection.run("SET TimeZone = 'UTC'");
  afterAll(() => {
    connection.disconnectSync();
    instance.closeSync();
  });
  return connection;
}

function valueAt(data: Data, row: number): Json {
  if (!data.getValid(row)) return null;
  const { type } = data;
  if (DataType.isDictionary(type)) return data.dictionary?.get(Number(data.values[row])) ?? null;
  if (DataType.isStruct(type))
    return Object.fromEntries(
      type.children.map(({ name }, index) => [name, valueAt(child(data, index), row)]),
    );
  if (DataType.isList(type)) {
    const [start, end] = [data.valueOffsets[row] ?? 0, data.valueOffsets[row + 1] ?? 0];
    return Array.from({ length: end - start }, (_, item) => valueAt(child(data, 0), start + item));
  }
  if (DataType.isUtf8(type)) {
    const bytes = data.values.subarray(data.valueOffsets[row], data.valueOffsets[row + 1]);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  }
  if (DataType.isBool(type)) return ((data.values[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  if (DataType.isDecimal(type)) return decimalText(data.values.subarray(row * 4), type.scale);
  const number: number | bigint = data.values[row];
  if (DataType.isDate(type))
    return new Date(Number(number) * 86_400_000).toISOString().slice(0, 10);
  if (DataType.isTime(type)) return timeText(BigInt(number), 6);
  if (DataType.isTimestamp(type)) {
    const digits = {
      [TimeUnit.SECOND]: 0,
      [TimeUnit.MILLISECOND]: 3,
      [TimeUnit.MICROSECOND]: 6,
      [TimeUnit.NANOSECOND]: 9,
    }[type.unit];
    const perDay = 86_400n * 10n ** BigInt(digits);
    const inDay = ((BigInt(number) % perDay) + perDay) % perDay;
    const day = Number((BigInt(number) - inDay) / perDay);
    const text = `${new Date(day * 86_400_000).toISOString().slice(0, 10)} ${timeText(inDay, digits)}`;
    return type.timezone ? `${text}+00` : text;
  }
  if (typeof number === "bigint") return String(number);
  return Number.isFinite(number) ? number : String(number);
}

function child(data: Data, index: number): Data {
  const found = data.children[index];
  if (!found) throw new Error(`There is no child ${index}.`);
  return found;
}

function timeText(units: bigint, digits: number): string {
  const [whole, part] = [units / 10n ** BigInt(digits), units % 10n ** BigInt(digits)];
  const clock = [whole / 3600n, (whole / 60n) % 60n, whole % 60n];
  const fraction = String(part).padStart(digits, "0").replace(/0+$/, "");
  return (
    clock.map((unit) => String(unit).padStart(2, "0")).join(":") + (fraction && `.${fraction}`)
  );
}

function decimalText(words: Uint32Array, scale: number): string {
  const unsigned = [0, 1, 2, 3].reduce(
    (sum, word) => sum | (BigInt(words[word] ?? 0) << BigInt(word * 32)),
    0n,
  );
  const value = BigInt.asIntN(128, unsigned);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const sign = value < 0n ? "-" : "";
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
