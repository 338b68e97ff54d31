import type { Frame } from "./cell.ts";

/** A line as offsets into the text; `end` excludes the line break. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, broken where CommonMark breaks them: at LF, CRLF and lone CR. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const lineBreak of text.matchAll(/\r\n?|\n/g)) {
    lines.push({ start, end: lineBreak.index });
    start = lineBreak.index + lineBreak[0].length;
  }
  if (start < text.length) lines.push({ start, end: text.length });
  return lines;
}

/** The text with line feeds only. */
export function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The most frequent line ending of a text; LF where it has none. */
export function lineEndingOf(text: string): Frame["eol"] {
  let [lf, crlf, cr] = [0, 0, 0];
  for (const [lineBreak] of text.matchAll(/\r\n?|\n/g)) {
    if (lineBreak === "\n") lf += 1;
    else if (lineBreak === "\r\n") crlf += 1;
    else cr += 1;
  }
  if (cr > lf && cr > crlf) return "\r";
  return crlf > lf ? "\r\n" : "\n";
}

/** A blank line holds nothing but spaces and tabs. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

/** The text, line feeds only, without the blank lines around it. */
export function withoutOuterBlankLines(text: string): string {
  const lines = withLineFeeds(text).split("\n");
  const first = lines.findIndex((line) => !isBlank(line));
  if (first === -1) return "";
  return lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1).join("\n");
}
