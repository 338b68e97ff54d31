import { detectDialect } from "./dialect.ts";
import { exportCatalogue } from "./exports/catalogue.ts";
import { recognise } from "./recognise.ts";
import type { Recognition } from "./recognise.ts";
import type { Dialect, TextRecord } from "./records.ts";
import { parseRecords } from "./records.ts";
import { refuseContainer } from "./container.ts";
import type { SourceFile } from "./source-file.ts";
import type { TextEncoding } from "./text-encoding.ts";
import { detectEncoding } from "./text-encoding.ts";

const headBytes = 256 * 1024;

/** What the beginning of a file tells about all of it. */
export interface Sniffed {
  readonly encoding: TextEncoding;
  readonly dialect: Dialect;
  readonly recognition: Recognition;
  readonly header: TextRecord;
  /** Records from the top, the header and what is above it included; whole ones only. */
  readonly records: readonly TextRecord[];
}

/** @throws ProblemError for what is no text, no known export or a container that is not read yet */
export async function sniff(
  file: SourceFile,
  clicks: "destination" | "all" | undefined,
): Promise<Sniffed> {
  const head = await file.readHead(headBytes);
  refuseContainer(head, file.name);
  const encoding = detectEncoding(head, file.name);
  const whole = head.length === file.size;
  const decoded = new TextDecoder(encoding.label).decode(head, { stream: !whole });
  // SQL text ends at a NUL; shown like any other byte that is no character.
  const text = decoded.replaceAll("\0", "\ufffd");
  const dialect = detectDialect(text);
  const { records } = parseRecords(text, dialect, whole);
  const recognition = recognise(records, exportCatalogue, file.name, clicks);
  return {
    encoding,
    dialect,
    recognition,
    header: records[recognition.headerIndex] ?? [],
    records,
  };
}
