import { splitStatements } from "../language/sql-tokens.ts";
import { calledNames } from "../query/called-names.ts";
import { parseTree, type ParseSql } from "../query/read-tree.ts";
import { referencedTables } from "../query/references.ts";

/** What a cell's SQL may refer to, in small letters. */
export interface UsedNames {
  readonly tables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

/** Where the engine gives no tree, every name counts as a table's: rather one too many. */
export async function usedNames(sql: string, parse: ParseSql): Promise<UsedNames> {
  const tables = new Set<string>();
  for (const { text, tokens } of splitStatements(sql)) {
    const tree = await parseTree(text, parse);
    const names =
      tree.kind === "tree"
        ? referencedTables(tree).map(({ name }) => name)
        : tokens.flatMap(({ kind, value }) => (kind === "word" || kind === "quoted" ? value : []));
    for (const name of names) tables.add(name.toLowerCase());
  }
  const called = await calledNames(sql, parse);
  return { tables, functions: new Set(called.map(({ value }) => value.toLowerCase())) };
}
