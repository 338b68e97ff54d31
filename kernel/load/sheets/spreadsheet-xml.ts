import { Readable } from "node:stream";
import { damaged } from "../container/refusal.ts";
import type { Unpacked } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import type { SourceFile } from "../source-file.ts";
import { isoMoment } from "../xlsx/iso-moment.ts";
import { numberCell } from "../xlsx/number-cell.ts";
import type { NumberFormat } from "../xlsx/number-formats.ts";
import { formatOf } from "../xlsx/number-formats.ts";
import { readXml } from "../xlsx/xml.ts";
import type { WrittenSheet } from "./written-sheets.ts";
import { mostColumns, WrittenSheets } from "./written-sheets.ts";

type Attributes = Readonly<Record<string, string>>;

/** Formats that go by a name; all others with a name are plain. */
const namedFormats = new Map<string, NumberFormat>([
  ["Percent", "percent"],
  ["Euro Currency", "text:# €"],
]);

/** Excel's XML of 2003, which many systems write under the name .xls: one file, all of it XML. */
export async function unpackSpreadsheetXml(
  file: SourceFile,
  unpacking: Unpacking,
): Promise<Unpacked> {
  const sheets = new WrittenSheets(file.name, unpacking);
  const reader = new SpreadsheetXml(file.name, sheets);
  return await sheets.tables("xls", () =>
    readXml(Readable.from(file.stream()), file.name, {
      open: (name, attributes) => reader.open(name, attributes),
      text: (text) => reader.text(text),
      close: (name) => reader.close(name),
      pause: () => sheets.flush(),
    }),
  );
}

class SpreadsheetXml {
  readonly #file: string;
  readonly #sheets: WrittenSheets;
  readonly #formats = new Map<string, NumberFormat>();
  #style = "";
  #sheet: WrittenSheet | null = null;
  #row = 0;
  #cells: string[] = [];
  #column = -1;
  #cell: Attributes = {};
  #type = "";
  #text = "";
  /** Text is wanted of what is open now. */
  #listens = false;
  #inComment = false;

  constructor(file: string, sheets: WrittenSheets) {
    this.#file = file;
    this.#sheets = sheets;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case "Style":
        this.#style = stated(attributes, "ID");
        break;
      case "NumberFormat":
        this.#formats.set(this.#style, format(stated(attributes, "Format")));
        break;
      case "Worksheet":
        this.#sheet = this.#sheets.start(stated(attributes, "Name"));
        this.#row = 0;
        break;
      case "Row":
        this.#row = this.#place("row", this.#row + 1, whole(attributes, "Index"));
        if (this.#sheet && stated(attributes, "Hidden") === "1") this.#sheet.facts.hiddenRows++;
        this.#cells = [];
        this.#column = -1;
        break;
      case "Cell":
        this.#column = this.#place("cell", this.#column + 2, whole(attributes, "Index")) - 1;
        this.#cell = attributes;
        this.#type = "";
        this.#text = "";
        break;
      case "Comment":
        this.#inComment = true;
        break;
      case "Data":
        // A comment has data too.
        if (this.#inComment) break;
        this.#type = stated(attributes, "Type");
        this.#listens = true;
        break;
      case "Visible":
        this.#text = "";
        this.#listens = true;
    }
  }

  text(text: string): void {
    if (this.#listens) this.#text += text;
  }

  close(name: string): void {
    switch (name) {
      case "Data":
        this.#listens = false;
        break;
      case "Comment":
        this.#inComment = false;
        break;
      case "Cell":
        if (this.#sheet) this.#closeCell(this.#sheet);
        break;
      case "Row":
        this.#sheet?.add(this.#row, this.#cells);
        break;
      case "Visible":
        if (this.#sheet && this.#text !== "SheetVisible") this.#sheet.hidden = true;
        this.#listens = false;
        break;
      case "Worksheet":
        this.#sheet = null;
    }
  }

  /** @param next where it is if nothing is stated, from 1 */
  #place(what: string, next: number, place: number): number {
    if (place > 0 && place < next)
      throw damaged(this.#file, `A ${what} of the sheet has the place ${place}, which is taken`);
    return Math.max(next, place);
  }

  #closeCell(sheet: WrittenSheet): void {
    const text = this.#cellText(sheet);
    const column = Math.min(this.#column, mostColumns);
    if (text !== "") {
      while (this.#cells.length <= column) this.#cells.push("");
      this.#cells[column] = text;
    }
    const down = whole(this.#cell, "MergeDown");
    if (down > 0) sheet.merge(this.#row, this.#row + down, column, text);
    this.#column += whole(this.#cell, "MergeAcross");
  }

  #cellText({ facts }: WrittenSheet): string {
    const text = this.#text;
    switch (this.#type) {
      case "Number":
        facts.firstNumberRow = Math.min(facts.firstNumberRow, this.#row);
        if (/^-?\d{16,}$/.test(text)) facts.longNumbers++;
        return numberCell(text, this.#formats.get(stated(this.#cell, "StyleID")) ?? "plain", false);
      case "DateTime":
        return isoMoment(text);
      case "Boolean":
        return text === "1" ? "TRUE" : "FALSE";
      case "Error":
        facts.error(this.#row, this.#column, text.slice(0, 20));
        return "";
      case "":
        if (stated(this.#cell, "Formula") !== "") facts.uncalculated++;
        return "";
      default:
        return text;
    }
  }
}

function format(text: string): NumberFormat {
  return /^[A-Z][A-Za-z /]*$/.test(text) ? (namedFormats.get(text) ?? "plain") : formatOf(text);
}

function stated(attributes: Attributes, name: string): string {
  return attributes[`ss:${name}`] ?? attributes[name] ?? "";
}

/** A whole number that is stated, else 0. */
function whole(attributes: Attributes, name: string): number {
  const text = stated(attributes, name);
  return /^\d{1,7}$/.test(text) ? Number(text) : 0;
}
