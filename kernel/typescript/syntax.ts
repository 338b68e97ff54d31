import type { ParseResult } from "@babel/parser";
import { parse } from "@babel/parser";

export type Program = ParseResult["program"];
export type Statement = Program["body"][number];

/** What all nodes have in common; the rest of a node's fields by name. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** @throws SyntaxError with `loc`, the line from 1 and the column from 0 */
export function parseModule(text: string, language: "typescript" | "javascript"): Program {
  return parse(text, {
    sourceType: "module",
    createParenthesizedExpressions: true,
    attachComment: false,
    // What is exported as a type is declared as one, and may be gone.
    allowUndeclaredExports: true,
    plugins: language === "typescript" ? ["typescript"] : [],
  }).program;
}

/** The nodes inside a node, each with the field that it stands in, in the order of the text. */
export function childrenOf(node: SyntaxNode): readonly (readonly [string, SyntaxNode])[] {
  const children = Object.entries(node).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(isSyntaxNode)
      .map((child) => [field, child] as const),
  );
  return children.toSorted(([, a], [, b]) => a.start - b.start);
}

export function isSyntaxNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "start" in value &&
    typeof value.start === "number"
  );
}

/** A node as this module looks at it. */
export function asNode(node: object): SyntaxNode {
  if (isSyntaxNode(node)) return node;
  throw new Error("a node without a place was read");
}
