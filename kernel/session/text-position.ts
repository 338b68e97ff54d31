import type { TextRange } from "../protocol/mistake.ts";
import type { Place } from "../protocol/problem.ts";

/**
 * Line and character, both from 1, of a position in a text; characters are UTF-16 units as in
 * editors, and CRLF, LF and CR each end a line.
 */
export function placeAt(text: string, offset: number): Required<Pick<Place, "line" | "character">> {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, character: (lines.at(-1) ?? "").length + 1 };
}

export function rangeAt(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): TextRange {
  const [from, to] = [placeAt(text, start), placeAt(text, end)];
  return {
    line: from.line,
    character: from.character,
    endLine: to.line,
    endCharacter: to.character,
  };
}

/** The UTF-16 offset of a UTF-8 byte offset, which is how the engine counts. */
export function offsetOfByte(text: string, byte: number): number {
  return Buffer.from(text, "utf8").subarray(0, byte).toString("utf8").length;
}

/** The UTF-16 offset of a line and character, both from 1. */
export function offsetAt(text: string, line: number, character: number): number {
  const breaks = [...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length);
  return (line === 1 ? 0 : (breaks[line - 2] ?? text.length)) + character - 1;
}
