import { lineEndingOf, linesOf } from "./lines.ts";
import { applied } from "./write-pins.ts";
import type { TextEdit } from "./parameter-default.ts";

/**
 * A notebook file's text with an edit of its setup cell made, every other byte as it was.
 *
 * @param edit  counts in the setup cell's text, which has line feeds only
 */
export function editSetup(file: string, { start, end, written }: TextEdit): string {
  const bom = file.startsWith("\uFEFF") ? 1 : 0;
  const body = file.slice(bom);
  const lines = linesOf(body).slice(1);
  const offset = (at: number): number => {
    let left = at;
    for (const line of lines) {
      const length = line.end - line.start;
      if (left <= length) return bom + line.start + left;
      left -= length + 1;
    }
    throw new Error("an edit of the setup is outside of it");
  };
  const inFile = written.replace(/\r\n?|\n/g, lineEndingOf(body));
  return applied(file, { start: offset(start), end: offset(end), written: inFile });
}
