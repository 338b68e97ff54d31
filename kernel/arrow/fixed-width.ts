import type { Vector } from "@duckdb/node-bindings";
import duckdb from "@duckdb/node-bindings";
import type { DataType } from "apache-arrow";
import { BufferType, Data } from "apache-arrow";

interface NumbersClass {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView;
  readonly BYTES_PER_ELEMENT: number;
}

/** One bit a row, 1 for a value; undefined where every row has one. The engine's bit order is Arrow's. */
export type Validity = Uint8Array | undefined;

export function validityOf(vector: Vector, count: number): Validity {
  // The declared type leaves out that a vector without NULL has no bitmap.
  const bitmap: Uint8Array | null = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8);
  return bitmap ?? undefined;
}

export function isValid(validity: Validity, row: number): boolean {
  return !validity || ((validity[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
}

export interface Buffers {
  readonly validity: Validity;
  readonly values?: ArrayBufferView;
  readonly offsets?: Int32Array;
  readonly children?: Data[];
}

export function makeData<T extends DataType>(type: T, count: number, buffers: Buffers): Data<T> {
  const { validity, values, offsets, children } = buffers;
  return new Data(
    type,
    0,
    count,
    // -1: to be counted.
    validity ? -1 : 0,
    {
      ...(offsets && { [BufferType.OFFSET]: offsets }),
      ...(values && { [BufferType.DATA]: values }),
      ...(validity && { [BufferType.VALIDITY]: validity }),
    },
    children,
  );
}

/**
 * The bytes of a vector whose values Arrow lays out as the engine does. What stands under a NULL
 * is whatever the engine had there, so it is cleared: the same result has the same bytes.
 */
export function bytesOf(
  vector: Vector,
  count: number,
  width: number,
  validity: Validity,
): Uint8Array {
  const bytes = duckdb.vector_get_data(vector, count * width);
  if (validity)
    for (let row = 0; row < count; row++)
      if (!isValid(validity, row)) bytes.fill(0, row * width, (row + 1) * width);
  return bytes;
}

/** Values copied as they are, `perValue` numbers each. `check` sees them before they leave. */
export function copied(
  type: DataType,
  Numbers: NumbersClass,
  perValue = 1,
  check?: (words: Int32Array) => void,
) {
  const width = Numbers.BYTES_PER_ELEMENT * perValue;
  return {
    type,
    read(vector: Vector, count: number): Data {
      const validity = validityOf(vector, count);
      const bytes = bytesOf(vector, count, width, validity);
      check?.(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4));
      const values = new Numbers(bytes.buffer, bytes.byteOffset, count * perValue);
      return makeData(type, count, { validity, values });
    },
  };
}

/** DECIMAL of `words` 32-bit words (0.5 for 16 bits) as the four words that Arrow has. */
export function widened(type: DataType, words: 0.5 | 1 | 2) {
  return {
    type,
    read(vector: Vector, count: number): Data {
      const validity = validityOf(vector, count);
      const bytes = bytesOf(vector, count, words * 4, validity);
      const narrow =
        words === 0.5
          ? new Int16Array(bytes.buffer, bytes.byteOffset, count)
          : new Int32Array(bytes.buffer, bytes.byteOffset, count * words);
      const values = new Int32Array(count * 4);
      for (let row = 0; row < count; row++) {
        const low = narrow[words === 2 ? row * 2 : row] ?? 0;
        const next = words === 2 ? (narrow[row * 2 + 1] ?? 0) : low >> 31;
        values[row * 4] = low;
        values[row * 4 + 1] = next;
        values[row * 4 + 2] = values[row * 4 + 3] = next >> 31;
      }
      return makeData(type, count, { validity, values: new Uint32Array(values.buffer) });
    },
  };
}

/** BOOLEAN: a byte each becomes a bit each. */
export function packed(type: DataType) {
  return {
    type,
    read(vector: Vector, count: number): Data {
      const validity = validityOf(vector, count);
      const bytes = bytesOf(vector, count, 1, validity);
      const values = new Uint8Array(Math.ceil(count / 8));
      for (let row = 0; row < count; row++)
        if (bytes[row]) values[row >> 3] = (values[row >> 3] ?? 0) | (1 << (row & 7));
      return makeData(type, count, { validity, values });
    },
  };
}
