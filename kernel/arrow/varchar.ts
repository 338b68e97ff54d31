import type { Vector } from "@duckdb/node-bindings";
import duckdb from "@duckdb/node-bindings";
import type { Data } from "apache-arrow";
import { Utf8 } from "apache-arrow";
import { ProblemError } from "../protocol/problem.ts";
import { isValid, makeData, validityOf } from "./fixed-width.ts";

/** The engine keeps a string of up to 12 bytes in its 16-byte slot, after its length. */
const slot = 16;
const inSlot = 12;

export const varchar = { type: new Utf8(), read: readVarchar };

function readVarchar(vector: Vector, count: number): Data {
  const validity = validityOf(vector, count);
  const slots = duckdb.vector_get_data(vector, count * slot);
  const words = new Uint32Array(slots.buffer, slots.byteOffset, count * 4);
  const offsets = new Int32Array(count + 1);
  let end = 0;
  for (let row = 0; row < count; row++) {
    // A NULL's slot holds anything.
    if (isValid(validity, row)) end += words[row * 4] ?? 0;
    if (end > 0x7fffffff) throw tooLong();
    offsets[row + 1] = end;
  }
  const values = new Uint8Array(end);
  for (let row = 0; row < count;) {
    const start = offsets[row] ?? 0;
    const length = (offsets[row + 1] ?? 0) - start;
    if (length > inSlot) {
      row = copyRun(row);
      continue;
    }
    for (let byte = 0; byte < length; byte++)
      values[start + byte] = slots[row * slot + 4 + byte] ?? 0;
    row++;
  }
  return makeData(varchar.type, count, { validity, values, offsets });

  /**
   * Long strings mostly lie back to back in the engine's memory, and one call that reads them
   * together costs as much as one that reads a single one. Returns the first row after them.
   */
  function copyRun(first: number): number {
    const pointer = pointerAt(first);
    const start = offsets[first] ?? 0;
    let row = first;
    let length = 0;
    do {
      row++;
      length = (offsets[row] ?? 0) - start;
      // Empty strings and NULLs add nothing in either place.
      while (row < count && offsets[row + 1] === offsets[row]) row++;
    } while (
      row < count &&
      (offsets[row + 1] ?? 0) - (offsets[row] ?? 0) > inSlot &&
      pointerAt(row) === pointer + length
    );
    const at = slots.byteOffset + first * slot + 8;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the binding makes its bytes over plain ArrayBuffers
    const memory = slots.buffer as ArrayBuffer;
    values.set(duckdb.get_data_from_pointer(memory, at, length), start);
    return row;
  }

  /** NaN, which continues no run, where the address is beyond what a number holds exactly. */
  function pointerAt(row: number): number {
    const high = words[row * 4 + 3] ?? 0;
    return high < 2 ** 21 ? high * 2 ** 32 + (words[row * 4 + 2] ?? 0) : NaN;
  }
}

/** Texts in Arrow's form; null is NULL. */
export function encodeTexts(texts: readonly (string | null)[]): Data {
  const encoded = texts.map((text) => Buffer.from(text ?? ""));
  const offsets = new Int32Array(texts.length + 1);
  const validity = new Uint8Array(Math.ceil(texts.length / 8));
  for (const [row, bytes] of encoded.entries()) {
    offsets[row + 1] = (offsets[row] ?? 0) + bytes.length;
    if (texts[row] !== null) validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  }
  const values = Buffer.concat(encoded);
  return makeData(varchar.type, texts.length, {
    validity: texts.includes(null) ? validity : undefined,
    values,
    offsets,
  });
}

function tooLong(): ProblemError {
  return new ProblemError({
    code: "too_large",
    message: "A column's texts are too long for Arrow: 2,048 rows hold more than 2 GB",
    next: "Shorten them with left(text, 1000).",
  });
}
