import { metricByName } from "../metrics/catalogue.ts";
import { columnById } from "../metrics/columns.ts";
import { whereToGet } from "../metrics/where-columns-are.ts";
import { ProblemError } from "../protocol/problem.ts";
import { parseTree, type ParseSql } from "../query/read-tree.ts";
import { columnReferences, referencedTables } from "../query/references.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import { offsetOfByte, placeAt } from "../session/text-position.ts";
import type { KnownTable, KnownTables } from "./results.ts";

/**
 * The error, or where a statement over sources alone names a column of the field that none of them
 * has, what needs it and how to get it.
 */
export async function explainMissing(
  error: unknown,
  sql: string,
  tables: KnownTables,
  parse: ParseSql,
): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.problem.code !== "sql_unknown_name") return error;
  const { place } = error.problem;
  for (const { text, start } of splitStatements(sql)) {
    const tree = await parseTree(text, parse);
    if (tree.kind !== "tree") continue;
    const sources = referencedTables(tree).map(({ name }) => tables.get(name));
    const reference = columnReferences(tree).find(({ byte }) => {
      const at = byte === null ? null : placeAt(sql, start + offsetOfByte(text, byte));
      return at?.line === place?.line && at?.character === place?.character;
    });
    const column = columnById(reference?.name.toLowerCase() ?? "");
    const [first] = sources;
    if (!reference || !column || !first || !sources.every((one) => one && lacks(one, column.id)))
      continue;
    const metric = reference.within.findLast((name) => metricByName(name));
    const what = `“${column.id}”, and “${first.name}” has no such column`;
    return new ProblemError(
      {
        ...error.problem,
        message: metric ? `“${metric}” needs ${what}.` : `The query reads ${what}.`,
        next: whereToGet(column),
      },
      { cause: error },
    );
  }
  return error;
}

function lacks({ isSource, columns }: KnownTable, id: string): boolean {
  return isSource === true && !columns.some(({ name }) => name.toLowerCase() === id);
}
