import { OrderEvidence } from "./dates/date-order.ts";
import type { MappedColumn } from "./map-columns.ts";
import { MarkEvidence } from "./number-marks.ts";
import { isNullNumber } from "./null-words.ts";
import type { TextRecord } from "./records.ts";

/**
 * Whether the row below the header explains the columns: words stand where numbers and dates belong,
 * in several columns and in all of them that are filled.
 */
export function isDescription(record: TextRecord, columns: readonly MappedColumn[]): boolean {
  const cells = columns
    .filter(({ kind }) => !["id", "text", "category", "unknown"].includes(kind))
    .map(({ position }) => record[position] ?? "")
    .filter((cell) => !isNullNumber(cell));
  return cells.length > 1 && cells.every(isWords);
}

function isWords(cell: string): boolean {
  const order = new OrderEvidence();
  order.add(cell);
  return /\p{L}{2}/u.test(cell) && order.dates === 0 && new MarkEvidence().add(cell) === null;
}
