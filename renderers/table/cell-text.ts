import type { OutputColumn, OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import { amountText, valueText } from "../../kernel/protocol/value-text.ts";

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
