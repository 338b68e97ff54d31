import type { DuckDBType } from "@duckdb/node-api";
import { DuckDBTypeId } from "@duckdb/node-api";
import type { Vector } from "@duckdb/node-bindings";
import duckdb from "@duckdb/node-bindings";
import type { Data } from "apache-arrow";
import { DataType } from "apache-arrow";

/** Writes `count` rows of an Arrow column from `start` into a vector; `start` is a multiple of 8. */
export function fillColumn(
  vector: Vector,
  type: DuckDBType,
  data: Data,
  start: number,
  count: number,
): void {
  const { nullBitmap, offset } = data;
  if (data.nullCount > 0) {
    duckdb.vector_ensure_validity_writable(vector);
    const bits = new Uint8Array(Math.ceil(count / 64) * 8);
    for (let row = 0; row < count; row++)
      if (isSet(nullBitmap, offset + start + row))
        bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
    duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.byteLength);
  }
  if (DataType.isUtf8(data.type)) fillTexts(vector, data, start, count);
  else if (DataType.isDictionary(data.type)) fillCodes(vector, data, start, count);
  else if (DataType.isBool(data.type))
    copy(
      vector,
      Uint8Array.from({ length: count }, (_, row) =>
        isSet(data.values, offset + start + row) ? 1 : 0,
      ),
    );
  else if (DataType.isDecimal(data.type)) fillDecimals(vector, type, data.values, start, count);
  else copy(vector, data.values.subarray(start, start + count));
}

function copy(vector: Vector, values: ArrayBufferView): void {
  const { buffer, byteOffset, byteLength } = values;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing here is over shared memory
  duckdb.copy_data_to_vector(vector, 0, buffer as ArrayBuffer, byteOffset, byteLength);
}

/** Arrow has all 128 bits of a DECIMAL; the engine keeps 16, 32 or 64 where its digits fit. */
function fillDecimals(
  vector: Vector,
  type: DuckDBType,
  words: Uint32Array,
  start: number,
  count: number,
): void {
  const width = type.typeId === DuckDBTypeId.DECIMAL ? type.width : 38;
  if (width > 18) copy(vector, words.subarray(start * 4, (start + count) * 4));
  else if (width > 9) {
    const narrow = new Uint32Array(count * 2);
    for (let row = 0; row < count; row++) {
      narrow[row * 2] = words[(start + row) * 4] ?? 0;
      narrow[row * 2 + 1] = words[(start + row) * 4 + 1] ?? 0;
    }
    copy(vector, narrow);
  } else {
    const Narrow = width > 4 ? Int32Array : Int16Array;
    copy(
      vector,
      new Narrow(Array.from({ length: count }, (_, row) => words[(start + row) * 4] ?? 0)),
    );
  }
}

function fillTexts(vector: Vector, data: Data, start: number, count: number): void {
  const { valueOffsets, values } = data;
  for (let row = start; row < start + count; row++)
    duckdb.vector_assign_string_element_len(
      vector,
      row - start,
      values.subarray(valueOffsets[row], valueOffsets[row + 1]),
    );
}

function fillCodes(vector: Vector, data: Data, start: number, count: number): void {
  const { dictionary } = data;
  const texts = Array.from({ length: dictionary?.length ?? 0 }, (_, code) => {
    const text: unknown = dictionary?.get(code);
    return Buffer.from(typeof text === "string" ? text : "");
  });
  for (let row = start; row < start + count; row++) {
    const text = texts[Number(data.values[row])];
    if (data.getValid(row) && text)
      duckdb.vector_assign_string_element_len(vector, row - start, text);
  }
}

function isSet(bits: Uint8Array, at: number): boolean {
  return ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
}
