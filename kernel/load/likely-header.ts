import { headerDepth } from "./header-candidates.ts";
import { isNullNumber } from "./null-words.ts";
import { numberParts } from "./number-text.ts";
import type { TextRecord } from "./records.ts";

/** Index of the row most like a header where no format knows one: the first of the widest without a number. */
export function likelyHeader(records: readonly TextRecord[]): number {
  const widths = records
    .slice(0, headerDepth)
    .map((record) =>
      record.some((cell) => !isNullNumber(cell) && numberParts(cell) !== null)
        ? 0
        : record.filter((cell) => cell.trim() !== "").length,
    );
  return Math.max(0, widths.indexOf(Math.max(...widths)));
}
