/** What a statement depends on. Read from the engine's own tree, so that no corner of it is missed. */

import { byteOf, isNode, nodeOf, nodesOf, textOf, textsOf, type JsonNode } from "./engine-json.ts";
import type { SyntaxTree } from "./syntax-tree.ts";

export interface TableReference {
  readonly catalog: string;
  /** Empty where the statement names none. */
  readonly schema: string;
  /** As written; SQL compares names without case. */
  readonly name: string;
  /** UTF-8 byte offset in the text. */
  readonly byte: number | null;
}

export interface FunctionReference {
  /** In small letters; operators (`+`) are functions too. */
  readonly name: string;
  readonly schema: string;
  readonly byte: number | null;
}

/**
 * Tables and views read, without those that are the statement's own CTEs where they are used; each
 * appearance, in no particular order.
 */
export function referencedTables(tree: SyntaxTree): readonly TableReference[] {
  const found: TableReference[] = [];
  for (const statement of tree.raw) collectTables(statement, new Set(), found);
  return found;
}

/** Names of the parameters, without `$`, each once. The engine gives no positions for them. */
export function referencedParameters(tree: SyntaxTree): readonly string[] {
  const names = [...nodesIn(tree.raw)]
    .filter((node) => node["class"] === "PARAMETER")
    .map((node) => textOf(node, "identifier"));
  return [...new Set(names)];
}

/** The last part of every column's name that is written, in small letters. */
export function namedColumns(tree: SyntaxTree): ReadonlySet<string> {
  return new Set(
    [...nodesIn(tree.raw)]
      .filter((node) => node["class"] === "COLUMN_REF")
      .map((node) => (textsOf(node, "column_names").at(-1) ?? "").toLowerCase()),
  );
}

/** Scalar, aggregate, window and table functions, macros and operators; each appearance. */
export function calledFunctions(tree: SyntaxTree): readonly FunctionReference[] {
  return [...nodesIn(tree.raw)]
    .filter((node) => node["class"] === "FUNCTION" || node["class"] === "WINDOW")
    .map((node) => ({
      name: textOf(node, "function_name").toLowerCase(),
      schema: textOf(node, "schema"),
      byte: byteOf(node),
    }));
}

/** What rows are taken from that is no table: functions, and `DESCRIBE` and its like; each appearance. */
export function otherSources(tree: SyntaxTree): readonly string[] {
  return [...nodesIn(tree.raw)].flatMap((node) => {
    if (node["type"] === "SHOW_REF") return "describe";
    if (node["type"] !== "TABLE_FUNCTION") return [];
    return textOf(nodeOf(node, "function") ?? {}, "function_name").toLowerCase();
  });
}

export interface ColumnReference {
  /** Without the table's. */
  readonly name: string;
  readonly byte: number | null;
  /** The functions whose arguments it is part of, outermost first, in small letters. */
  readonly within: readonly string[];
}

/** Columns as they are named, each appearance; whether they are there is another question. */
export function columnReferences(tree: SyntaxTree): readonly ColumnReference[] {
  const found: ColumnReference[] = [];
  const visit = (value: unknown, within: readonly string[]): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, within);
    if (!isNode(value)) return;
    const names: unknown = value["class"] === "COLUMN_REF" ? value["column_names"] : null;
    const name: unknown = Array.isArray(names) ? names.at(-1) : null;
    if (typeof name === "string") found.push({ name, byte: byteOf(value), within });
    const inner =
      value["class"] === "FUNCTION"
        ? [...within, textOf(value, "function_name").toLowerCase()]
        : within;
    for (const child of Object.values(value)) visit(child, inner);
  };
  visit(tree.raw, []);
  return found;
}

function* nodesIn(value: unknown): Generator<JsonNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  else if (isNode(value)) {
    yield value;
    for (const inner of Object.values(value)) yield* nodesIn(inner);
  }
}

/** @param hidden  names that are CTEs here, in small letters */
function collectTables(value: unknown, hidden: ReadonlySet<string>, found: TableReference[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collectTables(item, hidden, found);
    return;
  }
  if (!isNode(value)) return;
  if (value["type"] === "BASE_TABLE") {
    const reference = {
      catalog: textOf(value, "catalog_name"),
      schema: textOf(value, "schema_name"),
      name: textOf(value, "table_name"),
      byte: byteOf(value),
    };
    const isCte = reference.schema === "" && hidden.has(reference.name.toLowerCase());
    if (!isCte) found.push(reference);
  }
  const inner = collectCtes(value, hidden, found);
  for (const [field, child] of Object.entries(value)) {
    if (field !== "cte_map") collectTables(child, inner, found);
  }
}

/** A CTE sees those before it, and itself only when it recurses: `WITH ads AS (SELECT … FROM ads)`. */
function collectCtes(
  node: JsonNode,
  hidden: ReadonlySet<string>,
  found: TableReference[],
): ReadonlySet<string> {
  const names = new Set(hidden);
  for (const entry of nodesOf(nodeOf(node, "cte_map") ?? {}, "map")) {
    const name = textOf(entry, "key").toLowerCase();
    const value = nodeOf(entry, "value") ?? {};
    const query = nodeOf(nodeOf(value, "query") ?? {}, "node") ?? {};
    const recurses = query["type"] === "RECURSIVE_CTE_NODE";
    collectTables(value, recurses ? new Set([...names, name]) : names, found);
    names.add(name);
  }
  return names;
}
