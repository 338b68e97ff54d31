import { ProblemError } from "../protocol/problem.ts";

/** Both are one UTF-16 unit long. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  /** Makes a quote inside a quoted cell, besides a doubled one; left out: nothing does. */
  readonly escape?: "\\";
  /** Whole lines stand in quotes, as a spreadsheet writes a line that it took for one cell. */
  readonly wrapped?: true;
}

/** A record is the list of its cells as text; a blank line is the record `[""]`. */
export type TextRecord = readonly string[];

/** Longest record that is still believed to be one: beyond it a quote was left open. */
const maxRecordLength = 8 * 1024 * 1024;

/** All complete records of `text`; with `final` false, an unfinished last one is left out. */
export function parseRecords(
  text: string,
  dialect: Dialect,
  final = true,
): { records: TextRecord[]; consumed: number } {
  const { delimiter, quote } = dialect;
  const padded = paddedField(dialect);
  const [quoteUnit, delimiterUnit] = [quote.charCodeAt(0), delimiter.charCodeAt(0)];
  const records: TextRecord[] = [];
  const end = text.length;
  let consumed = 0;
  let at = 0;
  while (at < end) {
    const record: string[] = [];
    // Files that were put together have the mark at the beginning of each.
    if (text.charCodeAt(at) === byteOrderMark) at++;
    for (;;) {
      let field: string;
      const quoted = text.charCodeAt(at) === quoteUnit ? quotedField(text, at, dialect) : "stray";
      if (quoted === null) {
        if (!final) return { records, consumed };
        throw openQuote(record.length + 1);
      }
      padded.lastIndex = at;
      const found = text.charCodeAt(at) === space ? padded.exec(text) : null;
      if (found) {
        field = (found[1] ?? "").replaceAll(quote + quote, quote);
        at = padded.lastIndex;
      } else if (quoted === "stray") {
        const next = endOfField(text, at, delimiterUnit);
        field = text.slice(at, next);
        at = next;
      } else {
        field = quoted.value;
        at = quoted.next;
      }
      record.push(field);
      if (at < end && text.charCodeAt(at) === delimiterUnit) {
        at++;
        continue;
      }
      break;
    }
    // A CR at the very end of a chunk may be half of a line break.
    if (!final && (at >= end || (text[at] === "\r" && at + 1 >= end))) return { records, consumed };
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    records.push(dialect.wrapped ? lineOf(record, dialect) : record);
    consumed = at;
  }
  return { records, consumed };
}

/** A quoted field on one line with blanks before its quotes, as people write lists: `a, "b, c"`. */
function paddedField({ delimiter, quote }: Dialect): RegExp {
  const end = delimiter.replace(/[\\\]^-]/, "\\$&");
  return new RegExp(
    ` +${quote}((?:[^${quote}\\r\\n]|${quote}${quote})*)${quote} *(?=[${end}\\r\\n]|$)`,
    "y",
  );
}

function lineOf(record: TextRecord, { delimiter, quote }: Dialect): TextRecord {
  const [text = ""] = record;
  if (record.length > 1 || !text.includes(delimiter)) return record;
  const { records } = parseRecords(`${text}\n`, { delimiter, quote }, false);
  return records.length === 1 && records[0] ? records[0] : record;
}

/** Reads records from decoded text as it comes, in batches. */
export async function* readRecords(
  chunks: AsyncIterable<string>,
  dialect: Dialect,
): AsyncGenerator<TextRecord[]> {
  let rest = "";
  for await (const chunk of chunks) {
    rest += chunk;
    const { records, consumed } = parseRecords(rest, dialect, false);
    rest = rest.slice(consumed);
    if (rest.length > maxRecordLength) throw tooLong();
    if (records.length > 0) yield records;
  }
  const { records } = parseRecords(rest, dialect, true);
  if (records.length > 0) yield records;
}

function tooLong(): ProblemError {
  return new ProblemError({
    code: "open_quote",
    message: "A row is longer than 8 MB; most likely a quote in it is never closed",
    next: "Open the file in a text editor, close or remove that quote, and load it again.",
  });
}

function openQuote(column: number): ProblemError {
  return new ProblemError({
    code: "open_quote",
    message: `A quote that opens in column ${column} is never closed`,
    next: "Open the file in a text editor, close or remove that quote, and load it again.",
  });
}

const byteOrderMark = 0xfeff;
const space = 0x20;
const lf = 0x0a;
const cr = 0x0d;

function endOfField(text: string, from: number, delimiterUnit: number): number {
  for (let at = from; at < text.length; at++) {
    // Units instead of characters: a third of the time.
    const unit = text.charCodeAt(at);
    if (unit === delimiterUnit || unit === lf || unit === cr) return at;
  }
  return text.length;
}

/**
 * The field that opens with a quote at `from`; one with text between its closing quote and the
 * delimiter is read as it stands. Over a line break only a clean end is believed: otherwise the quote is a stray one, and what
 * it seems to span are rows. null: the text ends before the field does.
 */
function quotedField(
  text: string,
  from: number,
  { delimiter, quote, escape }: Dialect,
): { value: string; next: number } | "stray" | null {
  let value = "";
  let at = from + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close === -1) return null;
    value += text.slice(at, close);
    if (escape !== undefined && isEscaped(text, close, from)) {
      value = value.slice(0, -1) + quote;
      at = close + 1;
      continue;
    }
    if (text[close + 1] !== quote) {
      const next = endOfField(text, close + 1, delimiter.charCodeAt(0));
      if (next > close + 1 && /[\r\n]/.test(value)) return "stray";
      const after = text.slice(close + 1, next);
      return { value: /^ *$/.test(after) ? value : unescaped(text.slice(from, next), quote), next };
    }
    value += quote;
    at = close + 2;
  }
}

/**
 * A field that goes on after its closing quote was not written as quoted: `"Spring" sale` is a name as
 * it stands, `"15" x 10" banner"` one whose own quotes nobody doubled.
 */
function unescaped(field: string, quote: string): string {
  const text = field.trimEnd();
  return text.length > 1 && text.endsWith(quote)
    ? text.slice(1, -1).replaceAll(quote + quote, quote)
    : field;
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number, from: number): boolean {
  let before = at - 1;
  while (before > from && text[before] === "\\") before--;
  return (at - before) % 2 === 0;
}
