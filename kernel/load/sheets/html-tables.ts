import type { WrittenSheet, WrittenSheets } from "./written-sheets.ts";
import { mostColumns } from "./written-sheets.ts";

interface Table {
  readonly sheet: WrittenSheet;
  row: number;
  inRow: boolean;
  cells: string[];
  /** Of the next cell. */
  column: number;
  /** Text of the open cell; null: none is open. */
  text: string | null;
  span: { readonly down: number; readonly across: number };
  /** Columns that cells of earlier rows reach into, with the last row that they do. */
  readonly taken: Map<number, number>;
}

/** Elements of tables as they come; ends may be left out. Tables in cells are tables of their own. */
export class HtmlTables {
  readonly #sheets: WrittenSheets;
  readonly #open: Table[] = [];
  #count = 0;

  constructor(sheets: WrittenSheets) {
    this.#sheets = sheets;
  }

  open(tag: string, attributes: string): void {
    if (tag === "table") {
      this.#open.push({
        sheet: this.#sheets.start(`Table ${++this.#count}`),
        row: 0,
        inRow: false,
        cells: [],
        column: 0,
        text: null,
        span: { down: 1, across: 1 },
        taken: new Map(),
      });
      return;
    }
    const table = this.#open.at(-1);
    if (!table) return;
    if (tag === "tr") {
      endRow(table);
      startRow(table);
    } else if (tag === "td" || tag === "th") {
      endCell(table);
      if (!table.inRow) startRow(table);
      table.text = "";
      table.span = { down: span(attributes, "rowspan"), across: span(attributes, "colspan") };
    } else if (table.text !== null && /^(?:br|p|div|li)$/.test(tag) && table.text.trim() !== "")
      table.text += "\n";
  }

  close(tag: string): void {
    const table = this.#open.at(-1);
    if (!table) return;
    if (tag === "td" || tag === "th") endCell(table);
    else if (tag === "tr") endRow(table);
    else if (tag === "table") {
      endRow(table);
      this.#open.pop();
    }
  }

  text(text: string): void {
    const table = this.#open.at(-1);
    if (table?.text != null) table.text += text.replace(/[ \t\r\n\f]+/g, " ");
  }

  end(): void {
    for (const table of this.#open) endRow(table);
  }
}

function endCell(table: Table): void {
  if (table.text === null) return;
  const text = table.text
    .replaceAll("\u00a0", " ")
    .replace(/ *\n */g, "\n")
    .trim();
  table.text = null;
  const {
    cells,
    row,
    sheet,
    taken,
    span: { down, across },
  } = table;
  while ((taken.get(table.column) ?? 0) >= row) table.column++;
  const column = Math.min(table.column, mostColumns);
  if (down > 1)
    for (let each = column; each < Math.min(column + across, mostColumns); each++)
      taken.set(each, row + down - 1);
  table.column += across;
  if (text !== "") {
    while (cells.length <= column) cells.push("");
    cells[column] = text;
  }
  if (/^-?\d[\d.,]*%?$/.test(text))
    sheet.facts.firstNumberRow = Math.min(sheet.facts.firstNumberRow, row);
  if (down > 1 && column < mostColumns) sheet.merge(row, row + down - 1, column, text);
}

function startRow(table: Table): void {
  table.row++;
  table.inRow = true;
}

function endRow(table: Table): void {
  endCell(table);
  table.inRow = false;
  if (table.cells.length > 0) table.sheet.add(table.row, table.cells);
  table.cells = [];
  table.column = 0;
}

function span(attributes: string, name: string): number {
  const found = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,5})`, "i").exec(attributes)?.[1];
  return Math.max(1, Number(found ?? 1));
}
