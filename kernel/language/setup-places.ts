/** Where a setup cell names what it declares. */

import type { Document, Scalar } from "yaml";
import { isMap, isScalar, parseDocument } from "yaml";

/** In UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Declaration {
  readonly name: string;
  readonly place: Span;
}

/** The names in a section such as `sources`, as far as the text can be read. */
export function declarations(text: string, section: string): readonly Declaration[] {
  const map = read(text).getIn([section], true);
  if (!isMap(map)) return [];
  return map.items.flatMap(({ key }) => {
    const place = isScalar(key) ? written(key, text) : null;
    return isScalar(key) && place ? [{ name: String(key.value), place }] : [];
  });
}

export interface WrittenFormula {
  /** Of the column that it defines. */
  readonly column: string;
  readonly text: string;
  /** null: folded or escaped, so that its parts stand nowhere as they are. */
  readonly place: Span | null;
}

export function formulas(text: string): readonly WrittenFormula[] {
  const document = read(text);
  return declarations(text, "columns").flatMap(({ name: column }) => {
    const value = document.getIn(["columns", column], true);
    const formula = isMap(value) ? value.get("formula", true) : value;
    if (!isScalar(formula)) return [];
    return [{ column, text: String(formula.value), place: written(formula, text) }];
  });
}

/** The place of a text at a path, in any YAML. */
export function textPlace(text: string, path: readonly string[]): Span | null {
  const node = read(text).getIn(path, true);
  return isScalar(node) ? written(node, text) : null;
}

function read(text: string): Document {
  return parseDocument(text, { schema: "core", uniqueKeys: false, prettyErrors: false });
}

/** Without its quotes. */
function written({ range, value }: Scalar, text: string): Span | null {
  if (!range) return null;
  const [start, end] = range;
  const source = text.slice(start, end);
  if (source === String(value)) return { start, end };
  return /^["']/.test(source) && source.slice(1, -1) === String(value)
    ? { start: start + 1, end: end - 1 }
    : null;
}
