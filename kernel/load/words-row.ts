import { OrderEvidence } from "./dates/date-order.ts";
import type { MappedColumn } from "./map-columns.ts";
import { isNullNumber } from "./null-words.ts";
import { isPlainNumber, numberParts } from "./number-text.ts";
import type { TextRecord } from "./records.ts";

/**
 * Counts the words that stand where numbers and dates belong; null if any number or date is there.
 * Several words are an explanation of the columns below the header, or the header of another table.
 */
export function wordCounter(
  columns: readonly MappedColumn[],
): (record: TextRecord) => number | null {
  const textual = new Set(["id", "text", "category", "unknown"]);
  // Numbers first: most rows are told by one look.
  const places = columns
    .filter(({ kind }) => !textual.has(kind))
    .toSorted((a, b) => dated(a.kind) - dated(b.kind))
    .map(({ position }) => position);
  return (record) => {
    let words = 0;
    for (const place of places) {
      const cell = record[place] ?? "";
      if (isPlainNumber(cell)) return null;
      if (isNullNumber(cell)) continue;
      if (!isWords(cell)) return null;
      words++;
    }
    return words;
  };
}

function dated(kind: string): number {
  return kind === "date" || kind === "timestamp" ? 1 : 0;
}

/** "(#)", "%": what the numbers below are of. */
const unit = /^[([]?[#%‰$€£¥][)\]]?$/u;

function isWords(cell: string): boolean {
  if (unit.test(cell.trim())) return true;
  if (!/\p{L}{2}/u.test(cell) || cell.startsWith("#") || numberParts(cell)) return false;
  const order = new OrderEvidence();
  order.add(cell);
  return order.dates + order.periods + order.standIns === 0;
}
