import type { Explanation } from "./explanation.ts";

export interface Completion {
  readonly kind:
    | "column"
    | "source"
    | "result"
    | "metric"
    | "function"
    | "argument"
    | "parameter"
    | "keyword"
    | "key"
    | "value";
  readonly label: string;
  /** Beside the label. */
  readonly detail: string;
  /** With `${1:…}` for places to fill in where `isSnippet`. */
  readonly insert: string;
  readonly isSnippet: boolean;
  readonly about: Explanation | null;
}

export interface Completions {
  /** What an accepted item replaces, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The fitting ones first. */
  readonly items: readonly Completion[];
}

/** An item that inserts its label. */
export function plainItem(
  kind: Completion["kind"],
  label: string,
  detail: string,
  about: Explanation | null = null,
): Completion {
  return { kind, label, detail, insert: label, isSnippet: false, about };
}
