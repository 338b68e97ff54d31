import { isQuery, orderAfter } from "../cells/sql-cell.ts";
import { isSymbol, readTokens, splitStatements } from "../language/sql-tokens.ts";
import { ProblemError } from "../protocol/problem.ts";
import { parseTree, type ParseSql } from "../query/read-tree.ts";
import type { Parameters } from "../session/parameters.ts";
import { offsetOfByte, placeAt } from "../session/text-position.ts";
import type { PlainText } from "./variables.ts";
import { withVariables } from "./variables.ts";

export interface PlainCellContext {
  readonly parse: ParseSql;
  readonly parameters: Parameters;
}

/**
 * A cell's statements as the notebook runs them: its last query becomes a table under its name, or is
 * shown, and has the order that the notebook gives it.
 *
 * @param table  the result's name, ready for SQL; null: it has none
 * @throws ProblemError `sql_syntax`, `sql_parameter`, with the place in the cell
 */
export async function plainCell(
  sql: string,
  table: string | null,
  { parse, parameters }: PlainCellContext,
): Promise<PlainText> {
  const statements = splitStatements(sql);
  const last = statements.at(-1);
  if (!last) return { sql: "", parameters: new Set() };
  for (const { text, start } of statements) {
    const tree = await parseTree(text, parse);
    if (tree.kind === "syntax")
      throw new ProblemError({
        code: "sql_syntax",
        message: tree.message,
        place: placeAt(sql, start + offsetOfByte(text, tree.byte ?? 0)),
      });
  }
  const end = last.start + last.text.length;
  if (!isQuery(last)) {
    const whole = withVariables(sql.slice(0, end), parameters);
    return { ...whole, sql: `${whole.sql.trim()};` };
  }
  const semicolons = readTokens(sql).tokens.filter((token) => isSymbol(token, ";"));
  const begin = semicolons.findLast((token) => token.end <= last.start)?.end ?? 0;
  const above = withVariables(sql.slice(0, begin), parameters);
  const query = withVariables(sql.slice(begin, end), parameters);
  const order = orderAfter(await parseTree(last.text, parse));
  return {
    sql: [
      ...(begin === 0 ? [] : [above.sql.trim()]),
      `${table === null ? "" : `CREATE OR REPLACE TABLE ${table} AS `}SELECT * FROM (`,
      query.sql.trim(),
      `)${order};`,
    ].join("\n"),
    parameters: new Set([...above.parameters, ...query.parameters]),
  };
}
