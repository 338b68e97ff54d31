import { ProblemError } from "../protocol/problem.ts";
import { detectDialects } from "./dialect.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { inFile } from "./in-file.ts";
import { recognise } from "./recognise.ts";
import type { Recognition, StatedColumns } from "./recognise.ts";
import type { Dialect, TextRecord } from "./records.ts";
import { parseRecords } from "./records.ts";
import type { SourceFile } from "./source-file.ts";
import { decoderOf } from "./encoding/decoder.ts";
import type { TextEncoding } from "./encoding/text-encoding.ts";
import { detectEncoding } from "./encoding/text-encoding.ts";
import { unreadNumbers } from "./encoding/unread-numbers.ts";

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

type Head = Pick<Sniffed, "encoding" | "dialect" | "records">;

interface Reading {
  readonly encoding: TextEncoding;
  readonly head: () => Head;
}

/**
 * @param known the formats that it may be of
 * @param own the text was written by this program
 * @throws ProblemError for what is no text or no known export
 */
export async function sniff(
  file: SourceFile,
  stated: StatedColumns,
  known: readonly ExportDefinition[],
  own = false,
): Promise<Sniffed> {
  const bytes = await file.readHead(headBytes);
  let problem: unknown;
  let best: { readonly sniffed: Sniffed; readonly unread: number } | undefined;
  // The likeliest reading in which a known export shows; a guess gives way to one with more numbers.
  for (const read of readings(file, bytes, own)) {
    if (best && read.encoding.label === best.sniffed.encoding.label) continue;
    try {
      const head = read.head();
      const recognition = recognise(head.records, known, file.name, stated);
      const header = head.records[recognition.headerIndex] ?? [];
      const unread = head.encoding.proven ? 0 : unreadNumbers(recognition, head.records);
      if (!best || unread < best.unread)
        best = { sniffed: { ...head, ...(best && clearer(head)), recognition, header }, unread };
      if (unread === 0) break;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem ??= error;
    }
  }
  if (best) return best.sniffed;
  throw inFile(problem, file.name);
}

function clearer({ encoding }: Head): Pick<Head, "encoding"> {
  return { encoding: { ...encoding, evidence: "only in it all numbers can be read" } };
}

/**
 * The beginning of a file, whatever it is of.
 *
 * @param own the text was written by this program
 * @throws ProblemError for what is no text
 */
export async function readHead(file: SourceFile, own: boolean): Promise<Head> {
  const [first] = readings(file, await file.readHead(headBytes), own);
  if (!first) throw new Error("no reading at all");
  try {
    return first.head();
  } catch (error) {
    throw inFile(error, file.name);
  }
}

/** The ways in which the bytes may be meant, most likely first. */
function* readings(file: SourceFile, bytes: Buffer, own: boolean): Generator<Reading> {
  const whole = bytes.length === file.size;
  for (const encoding of own ? [ownText.encoding] : encodings(bytes, file.name)) {
    const decoded = decoderOf(encoding.label).decode(bytes, { stream: !whole });
    // SQL text ends at a NUL; shown like any other byte that is no character.
    const text = decoded.replaceAll("\0", "\ufffd");
    for (const dialect of own ? [ownText.dialect] : detectDialects(text))
      yield {
        encoding,
        head: () => ({ encoding, dialect, records: parseRecords(text, dialect, whole).records }),
      };
  }
}

/** Too little text may look like another encoding's; headers that are known in one speak for it. */
function* encodings(bytes: Buffer, fileName: string): Generator<TextEncoding> {
  const likely = detectEncoding(bytes, fileName);
  yield likely;
  if (likely.proven) return;
  for (const label of ["shift_jis", "gb18030", "windows-1250", "windows-1252", "macintosh"])
    yield { label, bom: 0, proven: false, evidence: "its headers are known in it" };
}
