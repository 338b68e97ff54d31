/** What a statement does, and to what, read from its tokens. */

import type { Token } from "../language/sql-tokens.ts";
import { isSymbol, isWord } from "../language/sql-tokens.ts";

export type Verb =
  "QUERY" | "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "CREATE" | "ALTER" | "DROP" | "EXPLAIN";

export interface StatementShape {
  /** null: none of the verbs that are allowed here. */
  readonly verb: Verb | null;
  /** The statement's first word, in capitals. */
  readonly word: string;
  /** What CREATE, ALTER and DROP are about: TABLE, VIEW, MACRO, … */
  readonly object?: string;
  /** CREATE TEMP …: gone with the process. */
  readonly temporary?: boolean;
  /** The names written to, each split at its dots; null where one could not be read. */
  readonly targets: readonly (readonly string[] | null)[];
  /** EXPLAIN only: where the explained statement begins. */
  readonly inner?: number;
}

const verbs: Readonly<Record<string, Verb>> = {
  SELECT: "QUERY",
  FROM: "QUERY",
  VALUES: "QUERY",
  TABLE: "QUERY",
  PIVOT: "QUERY",
  PIVOT_WIDER: "QUERY",
  PIVOT_LONGER: "QUERY",
  UNPIVOT: "QUERY",
  DESCRIBE: "QUERY",
  DESC: "QUERY",
  SHOW: "QUERY",
  SUMMARIZE: "QUERY",
  "(": "QUERY",
  INSERT: "INSERT",
  UPDATE: "UPDATE",
  DELETE: "DELETE",
  TRUNCATE: "DELETE",
  MERGE: "MERGE",
  CREATE: "CREATE",
  ALTER: "ALTER",
  DROP: "DROP",
  EXPLAIN: "EXPLAIN",
};

export function readStatement(tokens: readonly Token[]): StatementShape {
  const at = isWord(tokens[0], "WITH") ? afterWith(tokens) : 0;
  const first = tokens[at];
  const word = first?.kind === "word" || first?.value === "(" ? first.value.toUpperCase() : "";
  const verb = Object.hasOwn(verbs, word) ? (verbs[word] ?? null) : null;
  const cursor = new Cursor(tokens, at + 1);
  switch (verb) {
    case null:
    case "QUERY":
      return { verb, word, targets: [] };
    case "EXPLAIN":
      cursor.skip("ANALYZE");
      cursor.skipOptions("ANALYZE", "FORMAT");
      return { verb, word, targets: [], inner: cursor.at };
    case "INSERT":
      cursor.skip("OR", "REPLACE", "IGNORE");
      cursor.skip("INTO");
      return { verb, word, targets: [cursor.name()] };
    case "UPDATE":
      cursor.skip("ONLY");
      return { verb, word, targets: [cursor.name()] };
    case "DELETE":
      cursor.skip("FROM", "TABLE", "ONLY");
      return { verb, word, targets: [cursor.name()] };
    case "MERGE":
      cursor.skip("INTO", "ONLY");
      return { verb, word, targets: [cursor.name()] };
    case "CREATE":
    case "ALTER":
    case "DROP": {
      if (verb === "CREATE") cursor.skip("OR", "REPLACE");
      const temporary = cursor.skip("LOCAL", "GLOBAL", "TEMP", "TEMPORARY");
      const object = cursor.word();
      cursor.skip("IF", "NOT", "EXISTS");
      const targets = [cursor.name()];
      if (verb === "ALTER" && cursor.seek("RENAME", "TO")) targets.push(cursor.name());
      return { verb, word, object, temporary, targets };
    }
  }
}

class Cursor {
  readonly #tokens: readonly Token[];
  at: number;

  constructor(tokens: readonly Token[], at: number) {
    this.#tokens = tokens;
    this.at = at;
  }

  /** Skips any of these words; whether there was one. */
  skip(...keywords: readonly string[]): boolean {
    const start = this.at;
    while (isWord(this.#tokens[this.at], ...keywords)) this.at++;
    return this.at > start;
  }

  /** Skips a parenthesis that begins with one of these words. */
  skipOptions(...keywords: readonly string[]): void {
    if (isSymbol(this.#tokens[this.at], "(") && isWord(this.#tokens[this.at + 1], ...keywords)) {
      this.at = afterGroup(this.#tokens, this.at);
    }
  }

  word(): string {
    const token = this.#tokens[this.at++];
    return token?.kind === "word" ? token.value.toUpperCase() : "";
  }

  /** Moves behind the first place where these keywords follow one another. */
  seek(...keywords: readonly string[]): boolean {
    for (let at = this.at; at < this.#tokens.length; at++) {
      if (keywords.every((keyword, index) => isWord(this.#tokens[at + index], keyword))) {
        this.at = at + keywords.length;
        return true;
      }
    }
    return false;
  }

  /** A possibly qualified name; null if it is written in a way that this does not read. */
  name(): readonly string[] | null {
    const parts: string[] = [];
    for (;;) {
      const token = this.#tokens[this.at++];
      if (!token || !isName(token)) return null;
      parts.push(token.value);
      if (!isSymbol(this.#tokens[this.at], ".")) return parts;
      this.at++;
    }
  }
}

function isName({ kind, value, start, end }: Token): boolean {
  // The engine takes 'ads' for a name too; a string written in other ways keeps its quotes here.
  const plainString = kind === "string" && end - start >= value.length + 2;
  return kind === "word" || kind === "quoted" || plainString;
}

function afterGroup(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (isSymbol(tokens[at], "(")) depth++;
    if (isSymbol(tokens[at], ")") && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Behind `WITH a AS (…), b AS (…)`. */
function afterWith(tokens: readonly Token[]): number {
  let at = 0;
  do {
    at++;
    while (at < tokens.length && !isWord(tokens[at], "AS")) {
      at = isSymbol(tokens[at], "(") ? afterGroup(tokens, at) : at + 1;
    }
    while (at < tokens.length && !isSymbol(tokens[at], "(")) at++;
    at = afterGroup(tokens, at);
  } while (isSymbol(tokens[at], ","));
  return at;
}
