import type { Data } from "apache-arrow";
import { makeData, Utf8 } from "apache-arrow";
import { ProblemError } from "../../protocol/problem.ts";

/** Which rows have a value, in Arrow's form. */
export function bitmapOf(
  length: number,
  isValid: (row: number) => boolean,
): { readonly nullBitmap: Uint8Array; readonly nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    if (isValid(row)) nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
    else nullCount++;
  }
  return { nullBitmap, nullCount };
}

export function textsOf(values: readonly (string | null)[]): Data {
  const encoded = values.map((value) => Buffer.from(value ?? ""));
  const valueOffsets = new Int32Array(values.length + 1);
  let end = 0;
  for (const [row, { length }] of encoded.entries()) {
    end += length;
    if (end > 0x7fffffff)
      throw new ProblemError({
        code: "too_large",
        message: "A column's texts are together longer than 2 GB",
        next: "Shorten them, or take fewer rows.",
      });
    valueOffsets[row + 1] = end;
  }
  const valid = bitmapOf(values.length, (row) => values[row] !== null);
  const data = Buffer.concat(encoded);
  return makeData({ type: new Utf8(), length: values.length, valueOffsets, data, ...valid });
}
