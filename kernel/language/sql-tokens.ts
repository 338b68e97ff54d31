/** The lexical structure of DuckDB's SQL: enough to tell statements, names and parameters apart. */

export type TokenKind = "word" | "quoted" | "string" | "number" | "parameter" | "symbol";

export interface Token {
  readonly kind: TokenKind;
  /**
   * A quoted name or a plain string without its quotes; otherwise the text as written.
   */
  readonly value: string;
  /** Position in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface SqlStatement {
  /** Ready for the engine: the same length as in the submitted text, exotic spaces made plain. */
  readonly text: string;
  /** Where `text` begins in the submitted text, in UTF-16 units. */
  readonly start: number;
  readonly tokens: readonly Token[];
}

/** Splits at the semicolons that are not inside strings, names or comments; empty statements are dropped. */
export function splitStatements(sql: string): readonly SqlStatement[] {
  const { tokens, plain } = readTokens(sql);
  const statements: SqlStatement[] = [];
  let current: Token[] = [];
  const finish = () => {
    const first = current[0];
    const last = current.at(-1);
    if (first && last) {
      const text = plain.slice(first.start, last.end);
      statements.push({ text, start: first.start, tokens: current });
    }
    current = [];
  };
  for (const token of tokens) {
    if (token.kind === "symbol" && token.value === ";") finish();
    else current.push(token);
  }
  finish();
  return statements;
}

/** Whether the token is this keyword, written without quotes in any case. */
export function isWord(token: Token | undefined, ...keywords: readonly string[]): boolean {
  return token?.kind === "word" && keywords.includes(token.value.toUpperCase());
}

export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === "symbol" && token.value === symbol;
}

// The engine replaces these by one-byte spaces before it parses, which would shift the positions
// in its errors; replaced here they keep their length in UTF-16 units.
const exoticSpaces = /[\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/g;
const exotic = exoticSpaces.source.slice(1, -1);
/** Every other character beyond ASCII may stand in a name. */
const letter = `(?:[A-Za-z_]|(?![${exotic}])[\u0080-\uffff])`;
const patterns = {
  space: new RegExp(`[ \\t\\n\\r\\f\\v${exotic}]+`, "y"),
  lineComment: /--[^\n\r]*/y,
  escapeString: /[eE]'(?:[^'\\]+|\\[^]|'')*'?/y,
  string: /'(?:[^']+|'')*'?/y,
  quoted: /"(?:[^"]+|"")*"?/y,
  dollarTag: new RegExp(`\\$(?:${letter}(?:${letter}|\\d)*)?\\$`, "y"),
  parameter: new RegExp(`\\$(?:\\d+|${letter}(?:${letter}|\\d)*|"(?:[^"]|"")*")`, "y"),
  // Digits only: in 1e'…' the engine reads a number and then an escape string.
  number: /\d+/y,
  word: new RegExp(`${letter}(?:${letter}|[\\d$])*`, "y"),
};

export interface TokenText {
  readonly tokens: readonly Token[];
  /** Where comments stand; `end` is exclusive. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** The text with comments and exotic spaces made plain spaces. */
  readonly plain: string;
}

/** Everything that is not space or comment, semicolons included. */
export function readTokens(sql: string): TokenText {
  const tokens: Token[] = [];
  const comments: TokenText["comments"][number][] = [];
  let plain = "";
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(sql)?.[0];
  };
  const push = (kind: TokenKind, text: string, value = text) => {
    tokens.push({ kind, value, start: at, end: at + text.length });
    plain += text;
    at += text.length;
  };
  const skip = (text: string) => {
    plain += " ".repeat(text.length);
    at += text.length;
  };
  while (at < sql.length) {
    const space = match(patterns.space);
    if (space !== undefined) {
      plain += space.replaceAll(exoticSpaces, " ");
      at += space.length;
      continue;
    }
    const comment = match(patterns.lineComment) ?? blockComment(sql, at);
    if (comment !== undefined) {
      comments.push({ start: at, end: at + comment.length });
      skip(comment);
      continue;
    }
    const dollar = dollarString(sql, at, match(patterns.dollarTag));
    let text: string | undefined;
    if (dollar !== undefined) push("string", dollar);
    else if ((text = match(patterns.escapeString)) !== undefined) push("string", text);
    else if ((text = match(patterns.string)) !== undefined) push("string", text, unquote(text));
    else if ((text = match(patterns.quoted)) !== undefined) push("quoted", text, unquote(text));
    else if ((text = match(patterns.parameter)) !== undefined) push("parameter", text);
    else if ((text = match(patterns.word)) !== undefined) push("word", text);
    else if ((text = match(patterns.number)) !== undefined) push("number", text);
    else push("symbol", sql.charAt(at));
  }
  return { tokens, comments, plain };
}

/** The content of a '…' or "…" token. */
function unquote(text: string): string {
  const quote = text.charAt(0);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

function blockComment(sql: string, start: number): string | undefined {
  if (!sql.startsWith("/*", start)) return undefined;
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith("/*", at)) {
      depth++;
      at++;
    } else if (sql.startsWith("*/", at)) {
      depth--;
      at++;
      if (depth === 0) return sql.slice(start, at + 1);
    }
  }
  return sql.slice(start);
}

function dollarString(sql: string, start: number, tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  const end = sql.indexOf(tag, start + tag.length);
  return end < 0 ? sql.slice(start) : sql.slice(start, end + tag.length);
}
