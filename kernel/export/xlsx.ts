import type { FileHandle } from "node:fs/promises";
import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Value } from "../session/values.ts";
import { headerCell, xlsxCell, xmlText } from "./xlsx-cell.ts";
import { workbookParts } from "./xlsx-parts.ts";
import { ZipFile } from "./zip-file.ts";

/** What one sheet holds, its header row included. */
export const sheetLimits = { rows: 1_048_576, columns: 16_384 } as const;

export interface Sheet {
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  /** ISO 4217, where all money is in one currency. */
  readonly currency: string | null;
  /** Rows below the header. */
  readonly total: number;
  /** The rows in order, in parts as they come. */
  readonly rows: AsyncIterable<readonly (readonly Value[])[]>;
}

/** @throws ProblemError `too_large` for what one sheet cannot hold */
export function refuseBeyondSheet({ total, columns }: Pick<Sheet, "total" | "columns">): void {
  if (total < sheetLimits.rows && columns.length <= sheetLimits.columns) return;
  const tooWide = columns.length > sheetLimits.columns;
  throw new ProblemError({
    code: "too_large",
    message: tooWide
      ? `The result has ${columns.length} columns, and a sheet holds ${sheetLimits.columns}`
      : `The result has ${total} rows, and a sheet holds ${sheetLimits.rows - 1} below its header`,
    next: "Export as CSV or Parquet, or fewer of them.",
  });
}

/** Writes a workbook of one sheet into an empty file: a frozen header with filters, formats by unit. */
export async function writeXlsx(file: FileHandle, sheet: Sheet): Promise<void> {
  refuseBeyondSheet(sheet);
  const zip = new ZipFile(file);
  for (const [path, content] of workbookParts(xmlText(sheetName(sheet.name)), sheet.currency))
    await zip.add(path, [content]);
  await zip.add("xl/worksheets/sheet1.xml", sheetXml(sheet));
  await zip.finish();
}

async function* sheetXml({ columns, total, rows }: Sheet): AsyncGenerator<string> {
  const letters = columns.map((_, index) => columnLetters(index));
  const widths = columns.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" customWidth="1"/>`,
  );
  const header = columns.map(({ name }, index) => headerCell(`${letters[index]}1`, name)).join("");
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData><row r="1">${header}</row>`;
  let number = 1;
  for await (const part of rows) {
    let xml = "";
    for (const row of part) {
      number++;
      xml += `<row r="${number}">`;
      for (const [index, column] of columns.entries())
        xml += xlsxCell(`${letters[index]}${number}`, row[index] ?? null, column, number);
      xml += "</row>";
    }
    yield xml;
  }
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1)}${total + 1}"/></worksheet>`;
}

function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** In characters. */
function widthOf({ name, unit, type }: OutputColumn): number {
  const content = type === "VARCHAR" ? (unit === "id" ? 22 : 28) : type === "DATE" ? 12 : 14;
  return Math.min(Math.max(content, name.length + 4), 48);
}

/** A sheet's name has at most 31 characters and none of []:*?/\ and no apostrophe at its ends. */
function sheetName(name: string): string {
  const clean = name
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/^[\s']+|[\s']+$/g, "")
    .slice(0, 31);
  return clean || "Result";
}
