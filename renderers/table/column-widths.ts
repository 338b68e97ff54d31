import type { OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import { isNumeric } from "../../kernel/protocol/value-text.ts";
import type { WriteCell } from "./cell-text.ts";
import { cellWriter, headerText } from "./cell-text.ts";

type Row = readonly OutputValue[];

const [narrowest, widestText, widestNumber] = [56, 340, 420];
/** Around a cell's text; a header also has its sort mark and menu. */
const [cellRoom, headerRoom] = [20, 56];

/** How wide each column of a result is, in pixels. */
export class ColumnWidths {
  readonly #table: OutputTable;
  readonly #write: WriteCell;
  readonly #widthOf = textWidth();
  readonly #widths: number[];
  /** Characters of the longest number seen. */
  readonly #longest: number[];

  /** Fits the first rows; a few very long texts do not count. */
  constructor(table: OutputTable) {
    this.#table = table;
    this.#write = cellWriter(table);
    this.#longest = table.columns.map(() => 0);
    this.#widths = table.columns.map((column, place) => {
      const { unit } = column;
      const currency = unit === "money" && table.currency !== null ? ` ${table.currency}` : "";
      // Headers are bold.
      const header = this.#widthOf(headerText(column) + currency) * 1.08 + headerRoom;
      const texts = table.rows
        .slice(0, 100)
        .map((row) => this.#widthOf(this.#write(row, place) ?? "NULL"))
        .toSorted((a, b) => a - b);
      const usual = (texts[Math.floor(texts.length * 0.95)] ?? 0) + cellRoom;
      return Math.round(Math.min(Math.max(usual, header, narrowest), widestText));
    });
  }

  of(place: number): number {
    return this.#widths[place] ?? 0;
  }

  /** Widens columns of numbers for rows about to be drawn: a number is never cut. Whether any grew. */
  grow(rows: readonly Row[], places: readonly number[]): boolean {
    let hasGrown = false;
    for (const place of places) {
      const column = this.#table.columns[place];
      if (!column || !isNumeric(column)) continue;
      for (const row of rows) {
        const text = this.#write(row, place) ?? "";
        if (text.length <= (this.#longest[place] ?? 0)) continue;
        this.#longest[place] = text.length;
        const width = Math.min(Math.round(this.#widthOf(text) + cellRoom), widestNumber);
        if (width <= this.of(place)) continue;
        this.#widths[place] = width;
        hasGrown = true;
      }
    }
    return hasGrown;
  }
}

function textWidth(): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const family = style.getPropertyValue("--vscode-font-family");
  if (context) context.font = `13px ${family || "sans-serif"}`;
  return (text) => {
    const cut = text.slice(0, 80);
    return context?.measureText(cut).width ?? cut.length * 8;
  };
}
