import { duckdb, formatDialect, type DialectOptions } from "sql-formatter";
import type { Names } from "./names.ts";
import { readTokens } from "./sql-tokens.ts";

/** The text laid out in the usual way; null where that would change more than space, or it is no SQL. */
export function formatSql(sql: string, names: Names, indent: number): string | null {
  try {
    const formatted = formatDialect(sql, {
      dialect: dialect(names),
      tabWidth: indent,
      expressionWidth: 80,
      paramTypes: { named: ["$"] },
    });
    return meaningOf(formatted) === meaningOf(sql) ? formatted : null;
  } catch {
    // It throws what is no SQL, with a message about its own grammar.
    return null;
  }
}

/** Names that it does not know get a space before their parenthesis. */
function dialect({ metrics, words }: Names): DialectOptions {
  const { tokenizerOptions } = duckdb;
  const functions = [...metrics, ...words.functions].map(({ name }) => name.toUpperCase());
  const known = new Set([...tokenizerOptions.reservedFunctionNames, ...functions]);
  for (const word of tokenizerOptions.reservedKeywords) known.delete(word);
  return {
    ...duckdb,
    tokenizerOptions: { ...tokenizerOptions, reservedFunctionNames: [...known] },
  };
}

/** Everything but space: tokens and comments, as written and in order. */
function meaningOf(sql: string): string {
  const { tokens, comments } = readTokens(sql);
  return [...tokens, ...comments]
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => sql.slice(start, end).trimEnd())
    .join("\u0000");
}
