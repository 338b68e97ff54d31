import {
  isSymbol,
  splitStatements,
  type SqlStatement,
  type Token,
} from "../language/sql-tokens.ts";
import { offsetOfByte } from "../session/text-position.ts";
import { parseTree, type ParseSql } from "./read-tree.ts";
import { calledFunctions } from "./references.ts";

/**
 * The words of a text that call a function, in order. Where the engine gives no tree, they are all
 * names before a parenthesis.
 */
export async function calledNames(sql: string, parse: ParseSql): Promise<readonly Token[]> {
  const found: Token[] = [];
  for (const statement of splitStatements(sql)) found.push(...(await calledIn(statement, parse)));
  return found;
}

async function calledIn(
  { text, start, tokens }: SqlStatement,
  parse: ParseSql,
): Promise<readonly Token[]> {
  const named = tokens.filter(
    ({ kind }, index) =>
      (kind === "word" || kind === "quoted") &&
      isSymbol(tokens[index + 1], "(") &&
      !isSymbol(tokens[index - 1], "."),
  );
  const tree = await parseTree(text, parse);
  if (tree.kind !== "tree") return named;
  const starts = new Set(
    calledFunctions(tree).flatMap(({ schema, byte }) =>
      schema === "" && byte !== null ? [start + offsetOfByte(text, byte)] : [],
    ),
  );
  return named.filter((token) => starts.has(token.start));
}
