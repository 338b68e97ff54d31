import { catalogue } from "../metrics/catalogue.ts";
import { ProblemError } from "../protocol/problem.ts";
import { parseTree } from "../query/read-tree.ts";
import { referencedTables } from "../query/references.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import type { PlannedCell } from "./plan-cells.ts";
import type { SqlContext } from "./sql-cell.ts";

/** Key words that `FROM name` would not take for a table, and the views that SQL brings along. */
export const reservedNamesQuery = `
  SELECT keyword_name AS name FROM duckdb_keywords()
  WHERE keyword_category IN ('reserved', 'type_function')
  UNION
  SELECT lower(view_name) FROM duckdb_views() WHERE internal`;

/** Names that a result cannot have, with what they are. */
export function takenNames({
  loads,
  custom,
  reserved,
}: {
  readonly loads: readonly { readonly name: string }[];
  /** The notebook's columns by name. */
  readonly custom: ReadonlyMap<string, unknown>;
  /** As `reservedNamesQuery` lists them. */
  readonly reserved: ReadonlySet<string>;
}): ReadonlyMap<string, string> {
  return new Map([
    ...[...reserved].map((name) => [name, "a name of SQL's own"] as const),
    ...catalogue.map(({ name }) => [name.toLowerCase(), "a metric"] as const),
    ...[...custom.keys()].map((name) => [name, "a column of this notebook"] as const),
    ...loads.map(({ name }) => [name.toLowerCase(), "a source"] as const),
  ]);
}

/** A name that a later cell defines is a mistake in the order of the cells, not an unknown table. */
export async function refuseLaterNames(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { parser, tables }: SqlContext,
): Promise<void> {
  const own = all.indexOf(planned);
  for (const name of await usedNames(planned, parser)) {
    const definer = all.findIndex((other) => other.name?.toLowerCase() === name.toLowerCase());
    const later = definer >= own ? all[definer] : undefined;
    if (!later) tables.refuseUnrun(name);
    else
      throw new ProblemError({
        code: "used_before_defined",
        message:
          later === planned
            ? `The cell “${planned.label}” uses its own result`
            : `“${name}” is used before the cell that defines it (${later.where})`,
        next:
          later === planned ? "Give the result another name." : "Move that cell above this one.",
      });
  }
}

async function usedNames(
  { cell, data }: PlannedCell,
  { parse }: SqlParser,
): Promise<readonly string[]> {
  if (cell.language !== "sql") return data === null ? [] : [data];
  const tree = await parseTree(cell.text, parse);
  return tree.kind === "tree" ? referencedTables(tree).map(({ name }) => name) : [];
}

export function noResult(name: string): ProblemError {
  return new ProblemError({
    code: "no_result",
    message: `The cell does not end in a query, so there is no result to call “${name}”`,
    next: "End it with SELECT or FROM, or leave name= out.",
  });
}
