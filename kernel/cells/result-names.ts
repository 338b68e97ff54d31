import { catalogue } from "../metrics/catalogue.ts";
import type { Cell } from "../notebook/cell.ts";
import { ProblemError } from "../protocol/problem.ts";
import { parseTree } from "../query/read-tree.ts";
import { calledFunctions, referencedTables } from "../query/references.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import { diagnosedTables } from "./diagnose-cell.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { columnDefinerOf, definerOf } from "./plan-cells.ts";
import { notUpToDate } from "./results.ts";
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
  owned,
  reserved,
}: {
  readonly loads: readonly { readonly name: string }[];
  /** The notebook's columns by name. */
  readonly custom: ReadonlyMap<string, unknown>;
  /** What each name is that a plugin gives. */
  readonly owned: ReadonlyMap<string, string>;
  /** As `reservedNamesQuery` lists them. */
  readonly reserved: ReadonlySet<string>;
}): ReadonlyMap<string, string> {
  return new Map([
    ...[...reserved].map((name) => [name, "a name of SQL's own"] as const),
    ...catalogue.map(({ name }) => [name.toLowerCase(), "a metric"] as const),
    ...[...custom.keys()].map((name) => [name, "a column of this notebook"] as const),
    ...owned,
    ...loads.map(({ name }) => [name.toLowerCase(), "a source"] as const),
  ]);
}

/** A name that a later cell defines is a mistake in the order of the cells, not an unknown table. */
export async function refuseLaterNames(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { parser, tables, custom }: SqlContext,
): Promise<void> {
  const { cell, data } = planned;
  const used =
    cell.language === "sql"
      ? await namesInSql(cell.text, parser)
      : { tables: tablesNamed(cell, data), functions: [] };
  refuseLater(used, planned, all, { tables, custom });
}

function tablesNamed({ language, text }: Cell, data: string | null): readonly string[] {
  if (language === "diagnose") return [...(diagnosedTables(text, []) ?? [])];
  return data === null ? [] : [data];
}

/** The tables that a statement reads, and the functions that it calls. */
export async function namesInSql(sql: string, { parse }: SqlParser): Promise<UsedNames> {
  const tree = await parseTree(sql, parse);
  if (tree.kind !== "tree") return { tables: [], functions: [] };
  return {
    tables: referencedTables(tree).map(({ name }) => name),
    functions: calledFunctions(tree).map(({ name }) => name),
  };
}

interface UsedNames {
  readonly tables: readonly string[];
  readonly functions: readonly string[];
}

/** @throws ProblemError `used_before_defined`, or `stale_result` for what is not there as it is now */
export function refuseLater(
  used: UsedNames,
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { tables, custom }: Pick<SqlContext, "tables" | "custom">,
): void {
  for (const name of used.tables)
    if (isEarlier(name, definerOf(all, name), planned, all)) tables.refuseUnrun(name);
  for (const name of used.functions) {
    const definer = columnDefinerOf(all, name);
    if (definer < 0 || !isEarlier(name, definer, planned, all) || custom.has(name)) continue;
    throw notUpToDate(name, all[definer]?.where ?? "");
  }
}

/** @throws ProblemError `used_before_defined` where the definer is the cell itself or below it */
export function isEarlier(
  name: string,
  definer: number,
  planned: PlannedCell,
  all: readonly PlannedCell[],
): boolean {
  const later = definer >= all.indexOf(planned) ? all[definer] : undefined;
  if (!later) return true;
  throw new ProblemError({
    code: "used_before_defined",
    message:
      later === planned
        ? `The cell “${planned.label}” uses its own result`
        : `“${name}” is used before the cell that defines it (${later.where})`,
    next: later === planned ? "Give the result another name." : "Move that cell above this one.",
  });
}

export function noResult(name: string): ProblemError {
  return new ProblemError({
    code: "no_result",
    message: `The cell does not end in a query, so there is no result to call “${name}”`,
    next: "End it with SELECT or FROM, or leave name= out.",
  });
}
