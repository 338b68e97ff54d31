import { ProblemError } from "../protocol/problem.ts";

const signatures: readonly (readonly [string, readonly number[], string])[] = [
  [
    "an Excel workbook or ZIP archive",
    [0x50, 0x4b, 0x03, 0x04],
    "Save the sheet as CSV UTF-8, or unpack the archive, and load that.",
  ],
  ["an empty ZIP archive", [0x50, 0x4b, 0x05, 0x06], "Download the export again."],
  ["an old Excel workbook", [0xd0, 0xcf, 0x11, 0xe0], "Save the sheet as CSV UTF-8 and load that."],
  ["a gzip file", [0x1f, 0x8b], "Unpack it and load the CSV inside."],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31], "Download the export as CSV."],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46], "Download the export as CSV."],
  ["an SQLite database", [0x53, 0x51, 0x4c, 0x69], "Download the export as CSV."],
];

/** The bytes decide what a file is, not its name. Text passes; what is not read yet is refused by kind. */
export function refuseContainer(head: Buffer, file: string): void {
  for (const [kind, bytes, next] of signatures)
    if (bytes.every((byte, index) => head[index] === byte))
      throw new ProblemError({
        code: "unsupported_container",
        message: `This is ${kind}, which is not read yet`,
        place: { file },
        next,
      });
}
