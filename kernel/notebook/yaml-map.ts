/** Where a map of the front matter has room for more, without a change to what is there. */

import type { Pair, YAMLMap } from "yaml";
import { isCollection, isMap, isScalar } from "yaml";

export interface Insertion {
  /** Offset into the text. */
  readonly at: number;
  readonly text: string;
}

export function keyEnd({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[1] ?? 0) : 0;
}

/** The end of the last value of a block map, before the blank lines and comments that follow it. */
export function endOf(map: YAMLMap, text: string): number {
  const last = map.items.at(-1);
  const node = last?.value;
  const end =
    isMap(node) && !node.flow && node.items.length > 0
      ? endOf(node, text)
      : isScalar(node) || isCollection(node)
        ? (node.range?.[1] ?? 0)
        : last
          ? keyEnd(last)
          : 0;
  // A block scalar's range takes its last line break in.
  return text.slice(0, end).trimEnd().length;
}

export function atEnd(text: string, lines: string, eol: string): Insertion {
  const at = text.trimEnd().length;
  return { at, text: at === 0 ? lines : `${eol}${lines}` };
}

export function insideBraces(text: string, map: YAMLMap, entry: string): Insertion | null {
  const close = (map.range?.[1] ?? 0) - 1;
  if (text[close] !== "}") return null;
  const inner = text.slice(map.range?.[0] ?? 0, close);
  const at = (map.range?.[0] ?? 0) + inner.trimEnd().length;
  const isFirst = map.items.length === 0;
  const comma = isFirst || inner.trimEnd().endsWith(",") ? "" : ", ";
  return { at, text: `${comma}${isFirst ? "" : comma === "" ? " " : ""}${entry}` };
}

/** The spaces before a block map's first key. */
export function indentOf(text: string, map: YAMLMap): string {
  const start = map.range?.[0] ?? 0;
  const line = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  return /^ *$/.test(text.slice(line, start)) ? text.slice(line, start) : "  ";
}
