/** A query as the engine computes it: every call of a metric and of a function over days written out. */

import { isSymbol, readTokens, type Token } from "../language/sql-tokens.ts";
import { expressionSql } from "../metrics/expression-sql.ts";
import { calledNames } from "./called-names.ts";
import type { Macro } from "./macro.ts";
import type { ParseSql } from "./read-tree.ts";

export interface ExpandedQuery {
  /** Gives the same rows. A column without AS is called by its new text. */
  readonly sql: string;
  /** Those that were written out, each once. */
  readonly macros: readonly Macro[];
}

export async function expandMacros(
  sql: string,
  macro: (name: string) => Macro | undefined,
  parse: ParseSql,
): Promise<ExpandedQuery> {
  const { tokens } = readTokens(sql);
  const starts = new Set((await calledNames(sql, parse)).map(({ start }) => start));
  const used = new Map<string, Macro>();
  const text = (from: number, to: number): string => {
    let written = "";
    let at = from;
    for (const [index, token] of tokens.entries()) {
      if (token.start < at || token.end > to || !starts.has(token.start)) continue;
      const called = macro(token.value);
      const end = called && closing(tokens, index + 1);
      const formula = called && end && inlined(called, argumentsOf(tokens, index + 1, end, text));
      if (!formula) continue;
      used.set(called.name, called);
      written += sql.slice(at, token.start) + formula;
      at = tokens[end]?.end ?? to;
    }
    return written + sql.slice(at, to);
  };
  return { sql: text(0, sql.length), macros: [...used.values()] };
}

/** The query with each definition above it. */
export function explainedText({ sql, macros }: ExpandedQuery): string {
  const lines = macros.map(({ name, definition }) => `-- ${name}: ${definition}\n`);
  return `${lines.join("")}${sql.trim()}\n`;
}

/** Null where the call lacks an input; the engine refuses it anyway. */
function inlined(macro: Macro, written: readonly WrittenArgument[]): string | null {
  const byName = new Map<string, string>();
  for (const [index, { name, default: value }] of macro.inputs.entries()) {
    const named = written.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    const positional = written[index]?.name === null ? written[index] : undefined;
    const argument = (named ?? positional)?.sql ?? (value === undefined ? null : number(value));
    if (argument === null) return null;
    byName.set(name, argument);
  }
  return macro.sql((name) => byName.get(name) ?? "NULL");
}

function number(value: number): string {
  return expressionSql({ kind: "number", value }, String);
}

interface WrittenArgument {
  /** Of `clicks := …`; null for one by position. */
  readonly name: string | null;
  readonly sql: string;
}

function argumentsOf(
  tokens: readonly Token[],
  open: number,
  close: number,
  text: (from: number, to: number) => string,
): readonly WrittenArgument[] {
  const written: WrittenArgument[] = [];
  let first = open + 1;
  let depth = 0;
  for (let at = open + 1; at <= close; at++) {
    const token = tokens[at];
    if (!token) break;
    if (at < close && ["(", "[", "{"].some((symbol) => isSymbol(token, symbol))) depth++;
    else if (at < close && [")", "]", "}"].some((symbol) => isSymbol(token, symbol))) depth--;
    if (at !== close && !(depth === 0 && isSymbol(token, ","))) continue;
    const isNamed =
      (isSymbol(tokens[first + 1], ":") && isSymbol(tokens[first + 2], "=")) ||
      (isSymbol(tokens[first + 1], "=") && isSymbol(tokens[first + 2], ">"));
    const start = tokens[isNamed ? first + 3 : first]?.start;
    const end = tokens[at - 1]?.end;
    if (first < at && start !== undefined && end !== undefined)
      written.push({
        name: isNamed ? (tokens[first]?.value ?? null) : null,
        sql: text(start, end),
      });
    first = at + 1;
  }
  return written;
}

function closing(tokens: readonly Token[], open: number): number | null {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    if (isSymbol(tokens[at], ")") && --depth === 0) return at;
  }
  return null;
}
