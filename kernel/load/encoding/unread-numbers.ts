import { isNullNumber } from "../null-words.ts";
import { numberParts } from "../number-text.ts";
import type { Recognition } from "../recognise.ts";
import type { TextRecord } from "../records.ts";

const numeric: ReadonlySet<string> = new Set(["int", "money", "percent", "decimal"]);

/**
 * Cells where a number is expected and none is to be read: in a wrong encoding the blank that groups
 * thousands, or the sign of a currency, is some letter.
 */
export function unreadNumbers(
  { columns, headerIndex }: Recognition,
  records: readonly TextRecord[],
): number {
  const places = columns.filter(({ kind }) => numeric.has(kind)).map(({ position }) => position);
  let unread = 0;
  for (const record of records.slice(headerIndex + 1, headerIndex + 501))
    for (const place of places) {
      const cell = record[place] ?? "";
      if (!isNullNumber(cell) && !numberParts(cell)) unread++;
    }
  return unread;
}
