/** Where in an SQL text a person is: what is being typed, in which clause, in which call. */

import { isSymbol, isWord, readTokens, type Token } from "./sql-tokens.ts";

export interface Cursor {
  /** The word around the offset; empty at a place where none is. */
  readonly word: Token;
  /** Tokens of the statement before the word. */
  readonly before: readonly Token[];
  /** Tokens of the statement after it. */
  readonly after: readonly Token[];
}

/** Null inside a string, a number or a comment, where names mean nothing. */
export function cursorAt(sql: string, offset: number): Cursor | null {
  const { tokens, comments } = readTokens(sql);
  if (
    comments.some(({ start, end }) => start < offset && (offset < end || isOpen(sql, start, end)))
  )
    return null;
  const around = tokens.find(({ start, end }) => start <= offset && offset <= end && start < end);
  const touching = [around, tokens.find(({ start }) => start === offset)];
  const word = touching.find((token) => token && isTyped(token));
  if (!word && around?.kind === "number" && around.start < offset) return null;
  if (!word && around?.kind === "string" && around.start < offset) {
    if (offset < around.end || !isClosed(around, sql)) return null;
  }
  const from = word?.start ?? offset;
  const to = word?.end ?? offset;
  const ends = tokens.filter((token) => isSymbol(token, ";"));
  const start = ends.findLast((token) => token.end <= from)?.end ?? 0;
  const end = ends.find((token) => token.start >= to)?.start ?? sql.length;
  return {
    word: word ?? { kind: "word", value: "", start: offset, end: offset },
    before: tokens.filter((token) => token.start >= start && token.end <= from),
    after: tokens.filter((token) => token.start >= to && token.end <= end),
  };
}

/** A line comment goes on at its end. */
function isOpen(sql: string, start: number, end: number): boolean {
  return sql.startsWith("--", start) || !sql.slice(start, end).endsWith("*/");
}

function isTyped({ kind, value }: Token): boolean {
  return kind === "word" || kind === "quoted" || kind === "parameter" || value === "$";
}

function isClosed({ start, end }: Token, sql: string): boolean {
  return end - start > 1 && sql.slice(start, end).endsWith("'");
}

export interface EnclosingCall {
  readonly name: Token;
  /** Of the argument at the cursor, from 0. */
  readonly index: number;
  /** `clicks` in `clicks := …` at the cursor; null where it has no name. */
  readonly named: string | null;
  /** Names of all arguments before the cursor that have one. */
  readonly used: readonly string[];
}

/** The innermost call whose parentheses are open at the end of these tokens. */
export function enclosingCall(before: readonly Token[]): EnclosingCall | null {
  let depth = 0;
  let index = 0;
  const used: string[] = [];
  let named: string | null = null;
  for (let at = before.length - 1; at >= 0; at--) {
    const token = before[at];
    if (isClosing(token)) depth++;
    else if (isOpening(token) && depth > 0) depth--;
    else if (isOpening(token)) {
      const name = before[at - 1];
      const isCall = isSymbol(token, "(") && isName(name) && !isWord(name, ...notCalled);
      return isCall ? { name, index, named, used } : null;
    } else if (depth === 0 && isSymbol(token, ",")) index++;
    else if (depth === 0 && isSymbol(token, ":") && isSymbol(before[at + 1], "=")) {
      const name = before[at - 1];
      if (!isName(name)) continue;
      used.push(name.value);
      if (index === 0) named ??= name.value;
    }
  }
  return null;
}

const clauses = [
  "SELECT",
  "FROM",
  "JOIN",
  "INTO",
  "UPDATE",
  "WHERE",
  "ON",
  "USING",
  "GROUP",
  "HAVING",
  "QUALIFY",
  "WINDOW",
  "ORDER",
  "LIMIT",
  "SET",
  "WITH",
  "DESCRIBE",
  "SUMMARIZE",
];

/** Words that open parentheses without being called. */
const notCalled = [
  ...clauses,
  "IN",
  "AS",
  "OVER",
  "FILTER",
  "VALUES",
  "AND",
  "OR",
  "NOT",
  "EXISTS",
];

/** The clause at the end of these tokens, in capitals; empty at the start of a statement. */
export function clauseAt(before: readonly Token[]): string {
  let depth = 0;
  for (const token of before.toReversed()) {
    if (isClosing(token)) depth++;
    else if (isOpening(token)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && isWord(token, ...clauses)) return token.value.toUpperCase();
  }
  return "";
}

function isName(token: Token | undefined): token is Token {
  return token?.kind === "word" || token?.kind === "quoted";
}

function isOpening(token: Token | undefined): boolean {
  return ["(", "[", "{"].some((symbol) => isSymbol(token, symbol));
}

function isClosing(token: Token | undefined): boolean {
  return [")", "]", "}"].some((symbol) => isSymbol(token, symbol));
}
