/** Where a text names a table, as the engine reads it: what is called alike elsewhere is left alone. */

import { isSame } from "../language/names.ts";
import {
  isSymbol,
  isWord,
  splitStatements,
  type SqlStatement,
  type Token,
} from "../language/sql-tokens.ts";
import { offsetOfByte } from "../session/text-position.ts";
import { byteOf, isNode, nodeOf, nodesOf, textOf, textsOf, type JsonNode } from "./engine-json.ts";
import { parseTree, type ParseSql } from "./read-tree.ts";
import { referencedTables } from "./references.ts";

/**
 * The words that name the table, in order: behind FROM, and before a column's dot.
 *
 * @returns null where the text cannot be read
 */
export async function resultUses(
  sql: string,
  name: string,
  parse: ParseSql,
): Promise<readonly Token[] | null> {
  const found = new Map<number, Token>();
  for (const statement of splitStatements(sql)) {
    const tree = await parseTree(statement.text, parse);
    if (tree.kind === "syntax") return null;
    const tokens =
      tree.kind === "tree"
        ? [
            ...referencedTables(tree)
              .filter((table) => isSame(table.name, name) && ["", "main"].includes(table.schema))
              .flatMap(({ byte, schema }) => tokenAt(statement, byte, schema === "" ? 0 : 1)),
            ...qualifiers(tree.raw, { name, isOurs: false, ctes: new Set() }).flatMap(
              ({ byte, part }) => tokenAt(statement, byte, part),
            ),
            ...starTokens(statement, name, tree.raw),
          ]
        : likelyTokens(statement, name);
    for (const token of tokens) if (isSame(token.value, name)) found.set(token.start, token);
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

/** @param part  of a name with dots, from 0 */
function tokenAt(
  { text, start, tokens }: SqlStatement,
  byte: number | null,
  part: number,
): Token[] {
  if (byte === null) return [];
  const at = start + offsetOfByte(text, byte);
  const token = tokens[tokens.findIndex((each) => each.start === at) + 2 * part];
  return token ? [token] : [];
}

interface Surroundings {
  readonly name: string;
  /** Whether the name before a dot is the table here, and no alias. */
  readonly isOurs: boolean;
  /** In small letters. */
  readonly ctes: ReadonlySet<string>;
}

interface Qualifier {
  readonly byte: number | null;
  readonly part: number;
}

function qualifiers(value: unknown, around: Surroundings): readonly Qualifier[] {
  if (Array.isArray(value)) return value.flatMap((item) => qualifiers(item, around));
  if (!isNode(value)) return [];
  if (value["class"] === "COLUMN_REF" && around.isOurs) {
    const path = textsOf(value, "column_names");
    const part = isSame(path[0] ?? "", "main") && path.length > 2 ? 1 : 0;
    const isQualified = path.length > part + 1 && isSame(path[part] ?? "", around.name);
    if (isQualified) return [{ byte: byteOf(value), part }];
  }
  return childrenOf(value, around).flatMap(({ child, here }) => qualifiers(child, here));
}

interface Child {
  readonly child: unknown;
  readonly here: Surroundings;
}

/** What a node holds. A CTE sees those before it, and itself only when it recurses. */
function childrenOf(node: JsonNode, around: Surroundings): readonly Child[] {
  const ctes = new Set(around.ctes);
  const children: Child[] = [];
  for (const entry of nodesOf(nodeOf(node, "cte_map") ?? {}, "map")) {
    const name = textOf(entry, "key").toLowerCase();
    const query = nodeOf(nodeOf(nodeOf(entry, "value") ?? {}, "query") ?? {}, "node") ?? {};
    const recurses = query["type"] === "RECURSIVE_CTE_NODE";
    const seen = new Set(recurses ? [...ctes, name] : ctes);
    children.push({ child: nodeOf(entry, "value"), here: { ...around, ctes: seen } });
    ctes.add(name);
  }
  const scope = { ...around, ctes };
  const isSelect = textOf(node, "type") === "SELECT_NODE";
  const bound = isSelect ? binding(nodeOf(node, "from_table"), scope) : null;
  const here = { ...scope, isOurs: bound ?? around.isOurs };
  const others = Object.entries(node).filter(([field]) => field !== "cte_map");
  return [...children, ...others.map(([, child]) => ({ child, here }))];
}

/** Whether the name means the table in what follows this FROM; null where it says nothing of it. */
function binding(from: JsonNode | null, around: Surroundings): boolean | null {
  if (!from) return null;
  if (textOf(from, "type") === "JOIN")
    return binding(nodeOf(from, "left"), around) ?? binding(nodeOf(from, "right"), around);
  const alias = textOf(from, "alias");
  if (textOf(from, "type") !== "BASE_TABLE" || alias !== "")
    return isSame(alias, around.name) ? false : null;
  if (!isSame(textOf(from, "table_name"), around.name)) return null;
  return textOf(from, "schema_name") !== "" || !around.ctes.has(around.name.toLowerCase());
}

/** `name.*`, for which the engine has no place. */
function starTokens({ tokens }: SqlStatement, name: string, raw: unknown): readonly Token[] {
  if (!hasStar(raw, { name, isOurs: false, ctes: new Set() })) return [];
  return tokens.filter(
    (token, index) =>
      isSame(token.value, name) &&
      isSymbol(tokens[index + 1], ".") &&
      isSymbol(tokens[index + 2], "*"),
  );
}

function hasStar(value: unknown, around: Surroundings): boolean {
  if (Array.isArray(value)) return value.some((item) => hasStar(item, around));
  if (!isNode(value)) return false;
  const isStar = value["class"] === "STAR" && isSame(textOf(value, "relation_name"), around.name);
  if (isStar && around.isOurs) return true;
  return childrenOf(value, around).some(({ child, here }) => hasStar(child, here));
}

/** Of statements that the engine gives no tree for: every word that can only be a table. */
function likelyTokens({ tokens }: SqlStatement, name: string): readonly Token[] {
  return tokens.filter(
    ({ kind, value }, index) =>
      (kind === "word" || kind === "quoted") &&
      isSame(value, name) &&
      !isSymbol(tokens[index + 1], "(") &&
      !isSymbol(tokens[index - 1], ".") &&
      !isWord(tokens[index - 1], "AS"),
  );
}
