import { ProblemError } from "../protocol/problem.ts";
import { detectDialects } from "./dialect.ts";
import { exportCatalogue } from "./exports/catalogue.ts";
import { inFile } from "./in-file.ts";
import { recognise } from "./recognise.ts";
import type { Recognition, StatedColumns } from "./recognise.ts";
import type { Dialect, TextRecord } from "./records.ts";
import { parseRecords } from "./records.ts";
import type { SourceFile } from "./source-file.ts";
import { decoderOf } from "./encoding/decoder.ts";
import type { TextEncoding } from "./encoding/text-encoding.ts";
import { detectEncoding } from "./encoding/text-encoding.ts";

/** So much of a file's beginning is looked at. */
export const headBytes = 256 * 1024;

/** What the beginning of a file tells about all of it. */
export interface Sniffed {
  readonly encoding: TextEncoding;
  readonly dialect: Dialect;
  readonly recognition: Recognition;
  readonly header: TextRecord;
  /** Records from the top, the header and what is above it included; whole ones only. */
  readonly records: readonly TextRecord[];
}

/** How text looks that this program wrote itself, from a workbook for instance. */
const ownText = {
  encoding: { label: "utf-8", bom: 0, proven: true },
  dialect: { delimiter: ",", quote: '"' },
} as const;

/**
 * @param own the text was written by this program
 * @throws ProblemError for what is no text or no known export
 */
export async function sniff(
  file: SourceFile,
  stated: StatedColumns,
  own = false,
): Promise<Sniffed> {
  const head = await file.readHead(headBytes);
  if (own) return read(file, head, ownText.encoding, [ownText.dialect], stated);
  const encoding = detectEncoding(head, file.name);
  try {
    return read(file, head, encoding, undefined, stated);
  } catch (error) {
    const other = encoding.proven ? undefined : firstThatReads(file, head, stated);
    if (other) return other;
    throw error;
  }
}

/** Too little text may look like another encoding's; headers that are known in one prove it. */
function firstThatReads(
  file: SourceFile,
  head: Buffer,
  stated: StatedColumns,
): Sniffed | undefined {
  for (const label of ["shift_jis", "gb18030", "windows-1250", "windows-1252"])
    try {
      const encoding = { label, bom: 0, proven: false, evidence: "its headers are known in it" };
      return read(file, head, encoding, undefined, stated);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  return undefined;
}

function read(
  file: SourceFile,
  head: Buffer,
  encoding: TextEncoding,
  dialects: readonly Dialect[] | undefined,
  stated: StatedColumns,
): Sniffed {
  const whole = head.length === file.size;
  const decoded = decoderOf(encoding.label).decode(head, { stream: !whole });
  // SQL text ends at a NUL; shown like any other byte that is no character.
  const text = decoded.replaceAll("\0", "\ufffd");
  const { dialect, records, recognition } = firstRecognised(
    dialects ?? detectDialects(text),
    (tried) => {
      const found = parseRecords(text, tried, whole).records;
      const recognised = recognise(found, exportCatalogue, file.name, stated);
      return { dialect: tried, records: found, recognition: recognised };
    },
    file.name,
  );
  const header = records[recognition.headerIndex] ?? [];
  return { encoding, dialect, recognition, header, records };
}

/** The likeliest reading in which a known export shows; its problem, where none does. */
function firstRecognised<Result>(
  dialects: readonly Dialect[],
  attempt: (dialect: Dialect) => Result,
  file: string,
): Result {
  let problem: unknown;
  for (const dialect of dialects)
    try {
      return attempt(dialect);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem ??= error;
    }
  throw inFile(problem, file);
}
