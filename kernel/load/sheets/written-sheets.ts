import type { LoadedFile } from "../../protocol/load-report.ts";
import { delimitedCell } from "../container/delimited-writer.ts";
import { damaged, refuse, tooLargeSheet } from "../container/refusal.ts";
import type { Unpacked, UnpackedTable } from "../container/unpacked-table.ts";
import { inside } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import { mostRows } from "../xlsx/cell-reference.ts";
import { SheetFacts } from "../xlsx/sheet-facts.ts";
import { SheetText } from "../xlsx/sheet-text.ts";

/** Of a table; what stands further right shows as one cell more, which is refused. */
export const mostColumns = 1000;
const mostSheets = 200;
/** Characters that one piece of a file becomes. */
const mostUnflushed = 64 * 1024 * 1024;

/** One sheet as text. Its reader says where each row and each merged cell is. */
export class WrittenSheet {
  readonly facts = new SheetFacts();
  readonly name: string;
  readonly path: string;
  hidden = false;
  rows = 0;
  /** Of the widest row. */
  columns = 0;
  readonly #label: string;
  /** Texts of headers that reach down to a later row. */
  readonly #reaching: { readonly column: number; readonly row: number; readonly text: string }[] =
    [];
  #text: SheetText | null = null;
  #last = 0;
  #unflushed = 0;

  constructor(label: string, name: string, path: string) {
    this.#label = label;
    this.name = name;
    this.path = path;
  }

  /** @param row from 1, and below the one before */
  add(row: number, cells: string[]): void {
    // As in workbooks, what stands above the numbers may be headers.
    const mayBeHeader = row < this.facts.firstNumberRow;
    for (const { row: bottom, column, text } of this.#reaching) {
      if (!mayBeHeader || bottom !== row || (cells[column] ?? "") !== "") continue;
      while (cells.length <= column) cells.push("");
      cells[column] = text;
    }
    while (cells.length > 0 && cells.at(-1) === "") cells.pop();
    if (cells.length === 0) return;
    if (row > mostRows)
      throw tooLargeSheet(this.#label, `The sheet has more than ${mostRows} rows`);
    if (row <= this.#last) throw damaged(this.#label, "The sheet's rows are out of order");
    this.#last = row;
    // A few bytes can say that a row is there thousands of times.
    for (const cell of cells) this.#unflushed += cell.length + 1;
    if (this.#unflushed > mostUnflushed)
      throw tooLargeSheet(this.#label, "The sheet repeats its cells far too often");
    this.#text ??= new SheetText(this.path, []);
    this.#text.addDelimited(row, cells.map(delimitedCell));
    this.rows++;
    this.columns = Math.max(this.columns, cells.length);
  }

  /** A cell that is merged with those below it, down to the row `bottom`. */
  merge(top: number, bottom: number, column: number, text: string): void {
    if (this.facts.merges.length >= 100_000) return;
    this.facts.merges.push({ top, bottom, column });
    if (bottom <= 20) this.#reaching.push({ column, row: bottom, text });
  }

  async flush(): Promise<number> {
    this.#unflushed = 0;
    return (await this.#text?.flush()) ?? 0;
  }

  async close(): Promise<void> {
    await this.#text?.close();
  }

  destroy(): void {
    this.#text?.destroy();
  }
}

/** The sheets of a document in a file of another kind than XLSX. */
export class WrittenSheets {
  readonly #file: string;
  readonly #unpacking: Unpacking;
  readonly #sheets: WrittenSheet[] = [];

  constructor(file: string, unpacking: Unpacking) {
    this.#file = file;
    this.#unpacking = unpacking;
  }

  start(name: string): WrittenSheet {
    if (this.#sheets.length >= mostSheets)
      throw tooLargeSheet(this.#file, `The file has more than ${mostSheets} tables`);
    const sheet = new WrittenSheet(inside(this.#file, name), name, this.#unpacking.nextPath());
    this.#sheets.push(sheet);
    return sheet;
  }

  some(test: (sheet: WrittenSheet) => boolean): boolean {
    return this.#sheets.some(test);
  }

  /** To be awaited after each piece of the file. */
  async flush(): Promise<void> {
    this.#unpacking.signal?.throwIfAborted();
    for (const sheet of this.#sheets) this.#unpacking.budget.spend(await sheet.flush());
  }

  /**
   * Runs what reads the document, and gives its sheets.
   *
   * @param keep whether a sheet with rows may be a table
   * @throws ProblemError `no_table`
   */
  async tables(
    format: LoadedFile["format"] & string,
    read: () => Promise<void>,
    keep: (sheet: WrittenSheet) => boolean = () => true,
  ): Promise<Unpacked> {
    try {
      await read();
      for (const sheet of this.#sheets) await sheet.close();
    } catch (error) {
      for (const sheet of this.#sheets) sheet.destroy();
      throw error;
    }
    const filled = this.#sheets.filter((sheet) => sheet.rows > 0 && keep(sheet));
    if (filled.length === 0) throw noTable(this.#file);
    return {
      tables: filled.map((sheet): UnpackedTable => {
        const { path, name, hidden, facts } = sheet;
        return {
          path,
          name: inside(this.#file, name),
          format,
          ...(hidden ? { hidden } : {}),
          notices: facts.notices(),
        };
      }),
      skipped: this.#sheets.filter((sheet) => !filled.includes(sheet)).map(({ name }) => name),
    };
  }
}

function noTable(file: string): Error {
  return refuse(
    "no_table",
    file,
    "No sheet of the file has a cell with a value",
    "Download the export again.",
  );
}
