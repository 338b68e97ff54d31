import { findMetric, type Names } from "./names.ts";
import { isSymbol, readTokens, type Token } from "./sql-tokens.ts";

/** The words of an SQL cell that call a metric, in order. */
export function metricCalls(sql: string, names: Names): readonly Token[] {
  const { tokens } = readTokens(sql);
  return tokens.filter(
    (token, index) =>
      (token.kind === "word" || token.kind === "quoted") &&
      isSymbol(tokens[index + 1], "(") &&
      !isSymbol(tokens[index - 1], ".") &&
      findMetric(names, token.value) !== undefined,
  );
}
