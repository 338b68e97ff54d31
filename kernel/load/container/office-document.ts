import { refuse } from "./refusal.ts";
import type { ZipArchive } from "./zip-archive.ts";

/** Office files are ZIP archives too; what they hold is not for unpacking. */
export function isDocument(archive: ZipArchive): boolean {
  return (
    archive.find("[Content_Types].xml") !== undefined ||
    (archive.find("mimetype") !== undefined && archive.find("content.xml") !== undefined)
  );
}

/** @throws ProblemError `unsupported_container` for all but workbooks in XML */
export function refuseDocument(archive: ZipArchive, file: string): void {
  const has = (start: string): boolean =>
    archive.entries.some(({ name }) => name.startsWith(start));
  const kind = archive.find("content.xml")
    ? "an OpenDocument file"
    : archive.find("xl/workbook.bin")
      ? "a binary Excel workbook (XLSB)"
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
