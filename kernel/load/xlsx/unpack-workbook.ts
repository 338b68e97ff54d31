import { damaged, refuse, tooLargeSheet } from "../container/refusal.ts";
import type { Unpacked, UnpackedTable } from "../container/unpacked-table.ts";
import { inside } from "../container/unpacked-table.ts";
import type { Unpacking } from "../container/unpacking.ts";
import type { ZipArchive } from "../container/zip-archive.ts";
import type { TallMerge } from "./sheet-facts.ts";
import { SheetReader } from "./sheet-reader.ts";
import { SheetText } from "./sheet-text.ts";
import type { Sheet, Workbook } from "./workbook.ts";
import { readWorkbook } from "./workbook.ts";
import { readAnyXml } from "./xml.ts";
import type { readXml } from "./xml.ts";

/** A few cells at the far right of many rows would be written as gigabytes of commas. */
const mostWidening = 10;

/** Every sheet with rows in it, as text. */
export async function unpackWorkbook(
  archive: ZipArchive,
  file: string,
  unpacking: Unpacking,
): Promise<Unpacked> {
  const workbook = await readWorkbook(archive, file);
  const tables: UnpackedTable[] = [];
  const skipped: string[] = [];
  for (const sheet of workbook.sheets) {
    const table = await unpackSheet(archive, workbook, sheet, file, unpacking);
    if (table) tables.push(table);
    else skipped.push(sheet.name);
  }
  if (tables.length > 0) return { tables, skipped };
  throw refuse(
    "no_table",
    file,
    workbook.sheets.length === 0
      ? "The workbook has no sheet"
      : "No sheet of the workbook has a cell with a value",
    "Download the export again.",
  );
}

async function unpackSheet(
  archive: ZipArchive,
  workbook: Workbook,
  sheet: Sheet,
  file: string,
  unpacking: Unpacking,
): Promise<UnpackedTable | null> {
  const label = inside(file, sheet.name);
  const path = unpacking.nextPath();
  const read = async (readPart: typeof readXml, fills: readonly TallMerge[]) => {
    const text = new SheetText(path, fills);
    const reader = new SheetReader({
      label,
      ...workbook,
      row: (row, cells) => text.addDelimited(row, cells),
    });
    let written = 0;
    const most = Math.max(16 * 1024 * 1024, mostWidening * sheet.part.entry.uncompressedSize);
    try {
      await readPart(await archive.stream(sheet.part), label, {
        open: (name, attributes) => reader.open(name, attributes),
        text: (value) => reader.text(value),
        close: (name) => reader.close(name),
        cell: (cell) => reader.cell(cell),
        pause: async () => {
          unpacking.signal?.throwIfAborted();
          written += await text.flush();
          if (written > most)
            throw tooLargeSheet(label, "The sheet is far wider than what is in it");
        },
      });
      await text.close();
    } catch (error) {
      text.destroy();
      throw error;
    }
    return { facts: reader.facts, rows: text.rows };
  };
  const readAny = (fills: readonly TallMerge[]) => readAnyXml((readPart) => read(readPart, fills));
  let { facts, rows } = await readAny([]);
  if (rows === 0) return null;
  // Merges stand at the end of the sheet, when the headers have long been written.
  const fills = facts.headerMerges();
  if (fills.length > 0) ({ facts, rows } = await readAny(fills));
  if (rows === 0) throw damaged(label, "The sheet cannot be read twice");
  return {
    path,
    name: label,
    format: "xlsx",
    ...(sheet.hidden ? { hidden: true } : {}),
    ...(workbook.date1904 ? { from1904: true } : {}),
    notices: facts.notices(),
  };
}
