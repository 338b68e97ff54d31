import { delimitedCell } from "../container/delimited-writer.ts";
import { damaged, tooLargeSheet } from "../container/refusal.ts";
import { cellReference, mostColumns, mostRows } from "./cell-reference.ts";
import { isoMoment } from "./iso-moment.ts";
import { numberCell, wholeNumber } from "./number-cell.ts";
import { SheetFacts } from "./sheet-facts.ts";
import { StringItem, unescaped } from "./string-item.ts";
import { UnusualXml } from "./plain-xml.ts";
import { isTrue } from "./workbook.ts";
import type { Workbook } from "./workbook.ts";
import type { PlainCell } from "./xml-handlers.ts";

/** Of a table; a header with more cells is refused. */
const mostTableColumns = 1000;

export interface SheetContext extends Omit<Workbook, "sheets"> {
  /** Name of the sheet, for problems. */
  readonly label: string;
  /** Called with each row that has a value, in order, its cells as `delimitedCell` gives them. */
  readonly row: (row: number, cells: readonly string[]) => void;
}

/**
 * Takes the rows out of a sheet's XML. What the sheet says about its own size is not believed. Cells
 * belong to the row that their reference names, however they are wrapped: some exports give every
 * cell a row element of its own.
 */
export class SheetReader {
  readonly facts = new SheetFacts();
  readonly #context: SheetContext;
  readonly #item = new StringItem();
  /** Dates as text: a sheet has few of them, many times. */
  readonly #days = new Map<string, string>();
  #row = 0;
  #column = -1;
  #cells: string[] = [];
  #filled = 0;
  #inData = false;
  #inValue = false;
  #value = "";
  #type = "n";
  #style = 0;
  #hasFormula = false;
  #inCell = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#inCell) {
      if (name === "v") this.#inValue = true;
      else if (name === "f") this.#hasFormula = true;
      else if (name === "is") this.#item.start();
      else this.#item.open(name);
      return;
    }
    if (name === "c" && this.#inData) {
      const { r, s, t } = attributes;
      this.#openCell(r, s, t);
    } else if (name === "row" && this.#inData) this.#openRow(attributes);
    else if (name === "sheetData") this.#inData = true;
    else if (name === "mergeCell") this.#merge(attributes["ref"] ?? "");
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
    else if (this.#inCell) this.#item.add(text);
  }

  close(name: string): void {
    if (this.#inCell) {
      if (name === "v") this.#inValue = false;
      else if (name === "is") this.#value = this.#item.end();
      else if (name === "c") this.#closeCell();
      else this.#item.close(name);
    } else if (name === "sheetData") {
      this.#endRow();
      this.#inData = false;
    }
  }

  /** @throws UnusualXml for a cell inside a cell */
  cell({ place, style, type, value, text }: PlainCell): void {
    if (!this.#inData) return;
    if (this.#inCell) throw new UnusualXml();
    this.#openCell(place, style, type);
    this.#value = value ?? (text === undefined ? "" : unescaped(text));
    this.#closeCell();
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    const stated = attributes["r"];
    const row = stated === undefined ? this.#row + 1 : Number(stated);
    if (!Number.isInteger(row) || row < 1)
      throw damaged(
        this.#context.label,
        `A row of the sheet has the number “${String(stated).slice(0, 20)}”`,
      );
    if (row !== this.#row) this.#goTo(row);
    if (isTrue(attributes["hidden"])) this.facts.hiddenRows++;
  }

  #openCell(stated: string | undefined, style: string | undefined, type: string | undefined): void {
    if (stated === undefined) this.#column++;
    else {
      const place = cellReference(stated);
      if (!place)
        throw damaged(
          this.#context.label,
          `A cell of the sheet has the place “${stated.slice(0, 20)}”`,
        );
      if (place.row !== this.#row) this.#goTo(place.row);
      this.#column = place.column;
    }
    if (this.#column >= mostColumns)
      throw tooLargeSheet(
        this.#context.label,
        `Row ${this.#row} has more than ${mostColumns} cells`,
      );
    this.#type = type ?? "n";
    this.#style = Number(style ?? 0);
    this.#value = "";
    this.#hasFormula = false;
    this.#inCell = true;
  }

  #goTo(row: number): void {
    if (row < this.#row)
      throw damaged(this.#context.label, `Row ${row} of the sheet stands below row ${this.#row}`);
    if (row > mostRows)
      throw tooLargeSheet(this.#context.label, `The sheet has more than ${mostRows} rows`);
    this.#endRow();
    this.#row = row;
  }

  #endRow(): void {
    if (this.#filled > 0) this.#context.row(this.#row, this.#cells);
    this.#cells = [];
    this.#filled = 0;
    this.#column = -1;
  }

  #closeCell(): void {
    this.#inCell = false;
    const text = this.#cellText();
    if (text === "") return;
    const cells = this.#cells;
    // Further right there is no table any more; that something is there must show all the same.
    const beyond = this.#column >= mostTableColumns;
    const column = beyond ? mostTableColumns : this.#column;
    if (!beyond && (cells[column] ?? "") !== "")
      throw damaged(this.#context.label, `A cell in row ${this.#row} of the sheet is there twice`);
    while (cells.length <= column) cells.push("");
    cells[column] = text;
    this.#filled++;
  }

  #cellText(): string {
    // Some programs write 0 in the place of every result.
    const { uncalculated } = this.#context;
    const stands =
      !uncalculated || !this.#hasFormula || this.#type !== "n" || Number(this.#value) !== 0;
    const value = stands ? this.#value : "";
    if (value === "") {
      if (this.#hasFormula && this.#type !== "str") this.facts.uncalculated++;
      return "";
    }
    switch (this.#type) {
      case "s": {
        const text = this.#context.strings[Number(value)];
        if (text === undefined)
          throw damaged(
            this.#context.label,
            `A cell in row ${this.#row} names a text that is not there`,
          );
        return text;
      }
      case "n":
        return this.#number(value);
      case "b":
        return value === "1" || value === "true" ? "TRUE" : "FALSE";
      case "e":
        this.facts.error(this.#row, this.#column, value.slice(0, 20));
        return "";
      case "d":
        return delimitedCell(isoMoment(value));
      case "str":
        return delimitedCell(unescaped(value));
      default:
        return delimitedCell(value);
    }
  }

  #number(value: string): string {
    if (this.#row < this.facts.firstNumberRow) this.facts.firstNumberRow = this.#row;
    const { formats, date1904 } = this.#context;
    const format = formats[this.#style] ?? "plain";
    if (format === "plain" && wholeNumber.test(value)) return value;
    if (/^-?\d{16,}$/.test(value)) this.facts.longNumbers++;
    // What is longer has a time of day, and others of its kind are few.
    if (format === "date" && value.length <= 5) return this.#day(value);
    return delimitedCell(numberCell(value, format, date1904));
  }

  #day(value: string): string {
    let text = this.#days.get(value);
    if (text === undefined) {
      text = delimitedCell(numberCell(value, "date", this.#context.date1904));
      this.#days.set(value, text);
    }
    return text;
  }

  #merge(range: string): void {
    const [from, to] = range.split(":").map(cellReference);
    if (!from || !to || from.row === to.row || this.facts.merges.length >= 100_000) return;
    this.facts.merges.push({ top: from.row, bottom: to.row, column: from.column });
  }
}
