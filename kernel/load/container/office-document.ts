import { refuse } from "./refusal.ts";
import type { ZipArchive } from "./zip-archive.ts";

const numbersPart = "Index/Document.iwa";

/** Office files are ZIP archives too; what they hold is not for unpacking. */
export function isDocument(archive: ZipArchive): boolean {
  return (
    ["[Content_Types].xml", "xl/workbook.xml", numbersPart].some((name) => archive.find(name)) ||
    (archive.find("mimetype") !== undefined && archive.find("content.xml") !== undefined)
  );
}

/** @throws ProblemError `unsupported_container` for all but workbooks in XML */
export function refuseDocument(archive: ZipArchive, file: string): void {
  const has = (start: string): boolean =>
    archive.entries.some(({ name }) => name.startsWith(start));
  const kind = archive.find("xl/workbook.bin")
    ? "a binary Excel workbook (XLSB)"
    : archive.find(numbersPart)
      ? "an Apple Numbers document"
      : has("word/")
        ? "a Word document"
        : has("ppt/")
          ? "a presentation"
          : null;
  if (kind !== null)
    throw refuse(
      "unsupported_container",
      file,
      `This is ${kind}, which is not read`,
      "Save the table as XLSX or as CSV UTF-8 and load that.",
    );
}
