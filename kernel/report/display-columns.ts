import type { OutputColumn } from "../protocol/output.ts";
import { isNumeric } from "../protocol/value-text.ts";

/** A column of the page: one of the result, or a value with its interval. */
export interface DisplayColumn {
  readonly column: OutputColumn;
  readonly index: number;
  /** Columns of the result that hold the interval's ends; null: no interval. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** The columns as drawn: `ctr, ctr_low, ctr_high` of one unit become one, where they follow each other. */
export function displayColumns(columns: readonly OutputColumn[]): DisplayColumn[] {
  const shown: DisplayColumn[] = [];
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    if (!column) continue;
    const isEnd = (end: OutputColumn | undefined, suffix: string) =>
      end?.name === `${column.name}_${suffix}` && end.unit === column.unit && isNumeric(end);
    const interval =
      isNumeric(column) && isEnd(columns[index + 1], "low") && isEnd(columns[index + 2], "high")
        ? { low: index + 1, high: index + 2 }
        : null;
    shown.push({ column, index, interval });
    if (interval) index += 2;
  }
  return shown;
}
