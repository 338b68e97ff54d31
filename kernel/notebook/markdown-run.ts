import { isBlank } from "./lines.ts";
import type { Line } from "./lines.ts";

/** Lines between two code cells, as line indexes; `to` is exclusive. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly separators: readonly number[];
}

/**
 * The markdown cells of a run as [start offset, end offset, line from 1]. `n` separators make
 * `n + 1` cells, or `n` where all are empty: so a single empty cell can be written too, and blank
 * lines alone are no cell. An empty cell lies right at a separator.
 */
export function markdownParts(
  body: string,
  lines: readonly Line[],
  { from, to, separators }: Run,
): readonly [number, number, number][] {
  const blank = (index: number): boolean =>
    isBlank(body.slice(lines[index]?.start, lines[index]?.end));
  let written = false;
  const parts = [...separators, to].map((end, index): [number, number, number] => {
    const separator = separators[index - 1];
    let first = separator === undefined ? from : separator + 1;
    let last = end - 1;
    while (first <= last && blank(first)) first += 1;
    while (last > first && blank(last)) last -= 1;
    if (first <= last) {
      written = true;
      return [lines[first]?.start ?? 0, lines[last]?.end ?? 0, first + 1];
    }
    const place =
      separator === undefined ? (lines[end]?.start ?? body.length) : (lines[separator]?.end ?? 0);
    return [place, place, (separator ?? end) + 1];
  });
  return written ? parts : parts.slice(1);
}
