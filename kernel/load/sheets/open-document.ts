import type { Readable } from "node:stream";
import { refuse } from "../container/refusal.ts";
import type { Unpacked } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import type { ZipArchive } from "../container/zip-archive.ts";
import { readXml } from "../xlsx/xml.ts";
import { OpenDocumentCell } from "./open-document-cell.ts";
import type { WrittenSheet } from "./written-sheets.ts";
import { mostColumns, WrittenSheets } from "./written-sheets.ts";

type Attributes = Readonly<Record<string, string>>;

/** So many equal rows are written out; more stand for the empty rest of a sheet, or fill a disk. */
const mostRepeats = 100_000;

/** The sheets of an OpenDocument file (ODS). */
export async function unpackOpenDocument(
  archive: ZipArchive,
  file: string,
  unpacking: Unpacking,
): Promise<Unpacked> {
  const manifest = archive.find("META-INF/manifest.xml");
  if (manifest)
    await readXml(await archive.stream(manifest), file, {
      open(name) {
        if (name === "encryption-data")
          throw refuse(
            "encrypted_file",
            file,
            "The file has a password",
            "Save it without a password, or as CSV UTF-8, and load that.",
          );
      },
      close: () => undefined,
    });
  const content = archive.find("content.xml");
  if (!content) throw new Error("no content in a document");
  return await unpackContent(await archive.stream(content), file, unpacking);
}

/** @param content the XML of a document: a part of an archive, or a whole file */
export async function unpackContent(
  content: Readable,
  file: string,
  unpacking: Unpacking,
): Promise<Unpacked> {
  const sheets = new WrittenSheets(file, unpacking);
  const reader = new OpenDocument(sheets);
  return await sheets.tables("ods", () =>
    readXml(content, file, {
      open: (name, attributes) => reader.open(name, attributes),
      text: (text) => reader.text(text),
      close: (name) => reader.close(name),
      pause: () => sheets.flush(),
    }),
  );
}

class OpenDocument {
  readonly #sheets: WrittenSheets;
  readonly #hiddenStyles = new Set<string>();
  #style = "";
  #inSpreadsheet = false;
  /** Tables can lie in cells; only the outermost are sheets. */
  #depth = 0;
  #sheet: WrittenSheet | null = null;
  #row = 0;
  #rowRepeats = 1;
  #cells: string[] = [];
  #cell: OpenDocumentCell | null = null;

  constructor(sheets: WrittenSheets) {
    this.#sheets = sheets;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#cell) {
      if (name === "table") this.#depth++;
      this.#cell.open(name, attributes);
      return;
    }
    switch (name) {
      case "style":
        this.#style = attributes["style:name"] ?? "";
        break;
      case "table-properties":
        if (attributes["table:display"] === "false") this.#hiddenStyles.add(this.#style);
        break;
      case "spreadsheet":
        this.#inSpreadsheet = true;
        break;
      case "table":
        if (!this.#inSpreadsheet || this.#depth++ > 0) break;
        this.#sheet = this.#sheets.start(attributes["table:name"] ?? "");
        this.#sheet.hidden = this.#hiddenStyles.has(attributes["table:style-name"] ?? "");
        this.#row = 0;
        break;
      case "table-row":
        this.#row++;
        this.#rowRepeats = repeats(attributes["table:number-rows-repeated"]);
        this.#cells = [];
        if (this.#sheet && (attributes["table:visibility"] ?? "visible") !== "visible")
          this.#sheet.facts.hiddenRows += Math.min(this.#rowRepeats, mostRepeats);
        break;
      case "table-cell":
      case "covered-table-cell":
        if (this.#sheet && this.#depth === 1) this.#cell = new OpenDocumentCell(attributes);
    }
  }

  text(text: string): void {
    this.#cell?.text(text);
  }

  close(name: string): void {
    if (this.#cell) {
      if (name === "table") this.#depth--;
      else if (/^(?:covered-)?table-cell$/.test(name) && this.#depth === 1) this.#closeCell();
      else this.#cell.close(name);
      return;
    }
    if (name === "table-row") this.#closeRow();
    else if (name === "table" && this.#inSpreadsheet && --this.#depth === 0) this.#sheet = null;
    else if (name === "spreadsheet") this.#inSpreadsheet = false;
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell || !this.#sheet) return;
    const column = this.#cells.length;
    const text = cell.value(this.#sheet.facts, this.#row, column);
    const times = repeats(cell.attributes["table:number-columns-repeated"]);
    for (let each = 0; each < times && this.#cells.length <= mostColumns; each++)
      this.#cells.push(text);
    const spanned = repeats(cell.attributes["table:number-rows-spanned"]);
    if (spanned > 1 && column < mostColumns)
      this.#sheet.merge(this.#row, this.#row + spanned - 1, column, text);
  }

  #closeRow(): void {
    const filled = this.#cells.some((text) => text !== "");
    const times = filled ? Math.min(this.#rowRepeats, mostRepeats) : 0;
    for (let each = 0; each < times; each++) this.#sheet?.add(this.#row + each, [...this.#cells]);
    this.#row += this.#rowRepeats - 1;
  }
}

function repeats(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 1;
}
