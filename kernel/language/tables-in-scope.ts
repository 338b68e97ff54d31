/** Which tables a statement reads, as far as its text shows while it is being typed. */

import type { NamedTable, Names } from "./names.ts";
import { findTable } from "./names.ts";
import { isSymbol, isWord, type Token } from "./sql-tokens.ts";

export interface TableInScope {
  /** What the statement calls it. */
  readonly alias: string;
  /** null: a CTE or a subquery. */
  readonly table: NamedTable | null;
  /** Of a CTE, the names that its text gives with AS. */
  readonly columnNames: readonly string[];
}

export function tablesIn(tokens: readonly Token[], names: Names): readonly TableInScope[] {
  const ctes = ctesIn(tokens);
  const found: TableInScope[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!isWord(token, "FROM", "JOIN", "UPDATE", "INTO", "DESCRIBE", "SUMMARIZE")) continue;
    for (let at: number | null = index + 1; at !== null; at = nextItem(tokens, at)) {
      const name = tokens[at];
      if (!isName(name)) break;
      const cte = ctes.get(name.value.toLowerCase());
      const table = cte ? null : (findTable(names, name.value) ?? null);
      const alias = aliasAt(tokens, at + 1) ?? name.value;
      if (cte ?? table) found.push({ alias, table, columnNames: cte ?? [] });
      if (!isWord(token, "FROM")) break;
    }
  }
  return found;
}

/** After a table and its alias: the item behind a comma. */
function nextItem(tokens: readonly Token[], at: number): number | null {
  let next = at + 1;
  if (isWord(tokens[next], "AS")) next++;
  if (isName(tokens[next]) && aliasAt(tokens, at + 1) !== undefined) next++;
  return isSymbol(tokens[next], ",") ? next + 1 : null;
}

function aliasAt(tokens: readonly Token[], at: number): string | undefined {
  const isAs = isWord(tokens[at], "AS");
  const token = tokens[isAs ? at + 1 : at];
  if (!isName(token) || (!isAs && isWord(token, ...notAliases))) return undefined;
  return token.value;
}

const notAliases = (
  "WHERE GROUP ORDER HAVING QUALIFY LIMIT OFFSET UNION EXCEPT INTERSECT JOIN " +
  "INNER LEFT RIGHT FULL CROSS NATURAL SEMI ANTI ASOF POSITIONAL ON " +
  "USING SELECT WINDOW SET VALUES TABLESAMPLE PIVOT UNPIVOT"
).split(" ");

/** `WITH name AS (…)` with the aliases inside. */
function ctesIn(tokens: readonly Token[]): ReadonlyMap<string, readonly string[]> {
  const ctes = new Map<string, readonly string[]>();
  if (!isWord(tokens[0], "WITH")) return ctes;
  for (const [index, token] of tokens.entries()) {
    if (!isName(token) || !isWord(tokens[index + 1], "AS") || !isSymbol(tokens[index + 2], "("))
      continue;
    ctes.set(
      token.value.toLowerCase(),
      aliasesIn(tokens.slice(index + 3, closing(tokens, index + 2))),
    );
  }
  return ctes;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    if (isSymbol(tokens[at], ")") && --depth === 0) return at;
  }
  return tokens.length;
}

/** Names that the text gives with AS, each once; what is in parentheses is a cast or another query. */
export function aliasesIn(tokens: readonly Token[]): readonly string[] {
  const names = new Set<string>();
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (isSymbol(token, "(")) depth++;
    if (isSymbol(token, ")")) depth--;
    const name = depth === 0 && isWord(token, "AS") ? tokens[index + 1] : undefined;
    if (isName(name) && !isSymbol(tokens[index + 2], "(")) names.add(name.value);
  }
  return [...names];
}

function isName(token: Token | undefined): token is Token {
  return token?.kind === "word" || token?.kind === "quoted";
}
