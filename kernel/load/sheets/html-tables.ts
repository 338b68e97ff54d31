import { damaged, refuse } from "../container/refusal.ts";
import type { Unpacked } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { decoderOf } from "../encoding/decoder.ts";
import type { TextEncoding } from "../encoding/text-encoding.ts";
import { detectEncoding } from "../encoding/text-encoding.ts";
import { transcoded } from "../encoding/transcoded.ts";
import type { SourceFile } from "../source-file.ts";
import { HtmlText } from "./html-text.ts";
import type { WrittenSheet } from "./written-sheets.ts";
import { mostColumns, WrittenSheets } from "./written-sheets.ts";

/** Pages lay out their parts in tables too; an export has a few rows and columns. */
const least = { rows: 2, columns: 3 };

/**
 * The tables of a web page: many systems write one and call it .xls. Cells are taken as the page shows
 * them.
 *
 * @throws ProblemError `unsupported_container` where no table can be one of an export
 */
export async function unpackHtml(file: SourceFile, unpacking: Unpacking): Promise<Unpacked> {
  const encoding = pageEncoding(await file.readHead(256 * 1024), file.name);
  const decoder = decoderOf(encoding.label);
  const sheets = new WrittenSheets(file.name, unpacking);
  const tables = new HtmlTables(sheets);
  const html = new HtmlText(tables);
  const add = (text: string, final: boolean): void => {
    if (!html.add(text, final)) throw damaged(file.name, "A tag of the page does not end");
  };
  const read = async (): Promise<void> => {
    for await (const chunk of file.stream()) {
      add(decoder.decode(chunk, { stream: true }), false);
      await sheets.flush();
    }
    add(decoder.decode(), true);
    tables.end();
    if (!sheets.some(isTable))
      throw refuse(
        "unsupported_container",
        file.name,
        "This is a web page, not an export",
        "Most likely the download needed you to be signed in: sign in and download the report again.",
      );
  };
  const { tables: found, skipped } = await sheets.tables("html", read, isTable);
  const notices = transcoded(encoding);
  return {
    tables: found.map((table) => ({ ...table, notices: [...table.notices, ...notices] })),
    skipped,
  };
}

/** What the bytes prove, else what the page says, else what is likely. */
function pageEncoding(head: Buffer, file: string): TextEncoding {
  const likely = detectEncoding(head, file);
  if (likely.proven) return likely;
  const [, stated] =
    /<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]{1,30})/i.exec(head.toString("latin1", 0, 4096)) ?? [];
  try {
    const { encoding: label } = new TextDecoder(stated);
    return label === "utf-8" ? likely : { label, bom: 0, proven: true };
  } catch {
    return likely;
  }
}

function isTable({ rows, columns }: WrittenSheet): boolean {
  return rows >= least.rows && columns >= least.columns;
}

interface Table {
  readonly sheet: WrittenSheet;
  row: number;
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
class HtmlTables {
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
      table.row++;
    } else if (tag === "td" || tag === "th") {
      endCell(table);
      if (table.row === 0) table.row = 1;
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

function endRow(table: Table): void {
  endCell(table);
  if (table.cells.length > 0) table.sheet.add(table.row, table.cells);
  table.cells = [];
  table.column = 0;
}

function span(attributes: string, name: string): number {
  const found = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,5})`, "i").exec(attributes)?.[1];
  return Math.max(1, Number(found ?? 1));
}
