import { refuse } from "./refusal.ts";

/** What a file's first bytes say it is. "zip" may turn out to be a workbook. */
export type FileKind =
  "text" | "json" | "gzip" | "zip" | "parquet" | "html" | "spreadsheet-xml" | "open-document";

const kinds: readonly (readonly [FileKind, string])[] = [
  ["gzip", "\x1f\x8b"],
  ["zip", "PK\x03\x04"],
  // Without entries, or with a mark of being one part of several.
  ["zip", "PK\x05\x06"],
  ["zip", "PK\x07\x08"],
  ["parquet", "PAR1"],
];

const unread: readonly (readonly [string, string, string])[] = [
  [
    "\xd0\xcf\x11\xe0",
    "an old Excel workbook, or one with a password",
    "Save it as XLSX without a password, or as CSV UTF-8, and load that.",
  ],
  ["%PDF", "a PDF document", "Download the export as CSV or XLSX."],
  ["SQLite format 3\0", "an SQLite database", "Download the export as CSV or XLSX."],
  ["7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it and load the file inside."],
  ["Rar!", "a RAR archive", "Unpack it and load the file inside."],
  ["\x28\xb5\x2f\xfd", "a Zstandard file", "Unpack it and load the file inside."],
  ["BZh", "a bzip2 file", "Unpack it and load the file inside."],
  ["\xfd7zXZ\0", "an XZ file", "Unpack it and load the file inside."],
  ["PARE", "an encrypted Parquet file", "Write it without encryption."],
];

/**
 * The bytes decide what a file is, not its name.
 *
 * @param head at least the first 512 bytes, if there are so many
 * @throws ProblemError `unsupported_container` for kinds that are not read
 */
export function fileKind(head: Buffer, file: string): FileKind {
  const begins = (bytes: string): boolean => head.toString("latin1", 0, bytes.length) === bytes;
  for (const [bytes, kind, next] of unread)
    // "BZh" begins words as well; bzip2 goes on with a digit and the digits of pi.
    if (
      begins(bytes) &&
      (bytes !== "BZh" || /^BZh[1-9]1AY&SY/.test(head.toString("latin1", 0, 10)))
    )
      throw refuse("unsupported_container", file, `This is ${kind}, which is not read`, next);
  if (head.toString("latin1", 257, 262) === "ustar")
    throw refuse(
      "unsupported_container",
      file,
      "This is a TAR archive, which is not read",
      "Unpack it and load the file inside.",
    );
  const found = kinds.find(([, bytes]) => begins(bytes));
  if (found) return found[0];
  // UTF-16 has a NUL in every pair of such bytes.
  const text = head
    .toString("latin1")
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .replaceAll("\0", "");
  if (/^\s*<(?:!doctype html|html|head|body|meta|style|table)\b/i.test(text)) return "html";
  if (/^\s*<(?:\?|!--|(?:\w+:)?workbook\b|office:)/i.test(text)) {
    if (text.includes("urn:schemas-microsoft-com:office:spreadsheet")) return "spreadsheet-xml";
    if (text.includes("urn:oasis:names:tc:opendocument")) return "open-document";
    if (/<(?:html|table)\b/i.test(text)) return "html";
    throw refuse(
      "unsupported_container",
      file,
      "This is XML of a kind that is not read",
      "Download the export as CSV or XLSX.",
    );
  }
  // A header row hardly begins like this, and if it does, no JSON follows.
  return /^\s*(?:\[\s*[[{\]]|\{\s*(?:"|\}))/.test(text) ? "json" : "text";
}
