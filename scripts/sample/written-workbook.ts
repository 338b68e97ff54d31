import type { ZipEntry } from "./written-zip.ts";
import { writeZip } from "./written-zip.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";

export interface WrittenSheet {
  readonly name: string;
  /** What stands inside `<worksheet>`. */
  readonly xml: string;
  readonly state?: "hidden" | "veryHidden";
}

export interface WrittenBook {
  readonly sheets: readonly WrittenSheet[];
  readonly strings?: readonly string[];
  /** Number formats of the cell styles, by number; texts are formats of the workbook's own. */
  readonly formats?: readonly (number | string)[];
  readonly date1904?: boolean;
  /** It asks whoever opens it to calculate its formulas. */
  readonly uncalculated?: boolean;
  /** Namespace of the relations' types: that of the strict kind differs. */
  readonly relations?: string;
  readonly namespace?: string;
  /** Before each XML part's first element. */
  readonly prologue?: string;
  readonly more?: readonly ZipEntry[];
}

/** A workbook of which every byte is in hand. */
export function writeWorkbook(book: WrittenBook): Buffer {
  const relations = book.relations ?? office;
  const namespace = book.namespace ?? main;
  const part = (name: string, xml: string): ZipEntry => ({
    name,
    data: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${book.prologue ?? ""}${xml}`,
  });
  const custom = (book.formats ?? []).flatMap((format, index) =>
    typeof format === "string" ? [{ id: 164 + index, format }] : [],
  );
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  return writeZip([
    part(
      "[Content_Types].xml",
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ),
    part(
      "_rels/.rels",
      `<Relationships xmlns="${packaged}">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
    ),
    part(
      "xl/workbook.xml",
      `<workbook xmlns="${namespace}" xmlns:r="${relations}"><workbookPr${book.date1904 ? ' date1904="1"' : ""}/><sheets>${book.sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`,
        )
        .join("")}</sheets>${book.uncalculated ? '<calcPr fullCalcOnLoad="1"/>' : ""}</workbook>`,
    ),
    part(
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${packaged}">${book.sheets
        .map((_, index) =>
          relation(`rId${index + 1}`, "worksheet", `worksheets/sheet${index + 2}.xml`),
        )
        .join(
          "",
        )}${relation("rIdT", "sharedStrings", "sharedStrings.xml")}${relation("rIdS", "styles", "/xl/styles.xml")}</Relationships>`,
    ),
    ...book.sheets.map(({ xml }, index) =>
      part(
        `xl/worksheets/sheet${index + 2}.xml`,
        `<worksheet xmlns="${namespace}">${xml}</worksheet>`,
      ),
    ),
    part(
      "xl/sharedStrings.xml",
      `<sst xmlns="${namespace}">${(book.strings ?? []).map((text) => (text.startsWith("<") ? `<si>${text}</si>` : `<si><t>${escaped(text)}</t></si>`)).join("")}</sst>`,
    ),
    part(
      "xl/styles.xml",
      `<styleSheet xmlns="${namespace}"><numFmts>${custom.map(({ id, format }) => `<numFmt numFmtId="${id}" formatCode="${escaped(format)}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${(book.formats ?? [0]).map((format, index) => `<xf numFmtId="${typeof format === "number" ? format : 164 + index}"/>`).join("")}</cellXfs></styleSheet>`,
    ),
    ...(book.more ?? []),
  ]);
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A cell's value: text stands in the cell, a number as it is, or XML of a `<c>` whole. */
export type WrittenCell = string | number | null | { readonly xml: string };

/** `<sheetData>` with inline texts. */
export function sheetData(rows: readonly (readonly WrittenCell[])[]): string {
  return `<sheetData>${rows
    .map(
      (cells, index) =>
        `<row r="${index + 1}">${cells.map((cell, column) => cellXml(cell, column, index + 1)).join("")}</row>`,
    )
    .join("")}</sheetData>`;
}

export function cellXml(cell: WrittenCell, column: number, row: number): string {
  const place = `${String.fromCharCode(65 + column)}${row}`;
  if (cell === null) return "";
  if (typeof cell === "object") return cell.xml.replaceAll("@", place);
  return typeof cell === "number"
    ? `<c r="${place}"><v>${cell}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}
