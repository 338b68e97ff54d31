import type { OutputColumn, OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import { amountText, isNumeric, valueText } from "../../kernel/protocol/value-text.ts";

type Row = readonly OutputValue[];

/** Writes a value of a row as its reader sees it; null: there is none. */
export type WriteCell = (row: Row, place: number) => string | null;

/** Money is in the result's currency, which the header says, or in that of the column beside it. */
export function cellWriter({ columns, currency }: OutputTable): WriteCell {
  const beside = columns.findIndex(({ name }) => name === "currency");
  return (row, place) => {
    const value = row[place] ?? null;
    const unit = columns[place]?.unit ?? null;
    if (value === null) return null;
    if (unit === "money" && currency !== null) return amountText(value, currency);
    const stated = row[beside];
    return valueText(value, unit, typeof stated === "string" ? stated : null);
  };
}

/** What stands above a column. */
export function headerText({ label, name }: OutputColumn): string {
  return label || name || "(no name)";
}

const [narrowest, widest] = [56, 340];

/** Widths in pixels that fit the rows at hand; a few very long texts do not count. */
export function columnWidths(table: OutputTable): number[] {
  const write = cellWriter(table);
  return table.columns.map((column, place) => {
    const lengths = table.rows
      .slice(0, 100)
      .map((row) => lengthOf(write(row, place) ?? "NULL"))
      .toSorted((a, b) => a - b);
    const usual = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
    const currency = column.unit === "money" && table.currency !== null ? 4 : 0;
    const header = lengthOf(headerText(column)) + currency;
    const width = Math.max(usual * 7.4 + 18, header * 7.2 + 58);
    return Math.round(Math.min(Math.max(width, narrowest), isNumeric(column) ? 220 : widest));
  });
}

/** In widths of a digit; Chinese, Japanese and Korean characters and emoji are twice as wide. */
function lengthOf(text: string): number {
  const cut = text.slice(0, 80);
  return (
    cut.length + (cut.match(/[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
  );
}
