import type { PlannedCell } from "../cells/plan-cells.ts";
import { columnDefinerOf, definerOf } from "../cells/plan-cells.ts";
import { isEarlier } from "../cells/result-names.ts";
import { readTokens } from "../language/sql-tokens.ts";
import { ProblemError } from "../protocol/problem.ts";
import { placeAt } from "../session/text-position.ts";
import type { UsedNames } from "./used-names.ts";

export interface NotebookNames {
  /** By name in small letters: what it is that a plugin gives and SQL alone cannot compute. */
  readonly pluginColumns: ReadonlyMap<string, string>;
}

/**
 * Refuses a cell that reads what only the notebook can make: a column or table in TypeScript, findings.
 *
 * @throws ProblemError `unsupported_cell`, `used_before_defined`, with the place in the cell
 */
export function refuseCode(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { tables, functions }: UsedNames,
  { pluginColumns }: NotebookNames,
): void {
  for (const name of tables) {
    const definer = definerOf(all, name);
    isEarlier(name, definer, planned, all);
    const made = all[definer];
    if (!made || made.cell.language === "sql") continue;
    const what =
      made.cell.language === "diagnose"
        ? "the findings of a diagnose cell"
        : "made by a TypeScript cell";
    throw refused(
      planned,
      name,
      `${what} (${made.where})`,
      "take this cell out, or write it in SQL",
    );
  }
  for (const name of functions) {
    const definer = all[columnDefinerOf(all, name)];
    const what = definer ? `a column in TypeScript (${definer.where})` : pluginColumns.get(name);
    if (what !== undefined)
      throw refused(
        planned,
        name,
        what,
        "write it as a formula under columns:, or take this cell out",
      );
  }
}

function refused({ cell }: PlannedCell, name: string, what: string, next: string): ProblemError {
  const token = readTokens(cell.text).tokens.find(({ value }) => value.toLowerCase() === name);
  return new ProblemError({
    code: "unsupported_cell",
    message: `“${token?.value ?? name}” is ${what}, which plain DuckDB cannot make`,
    place: placeAt(cell.text, token?.start ?? 0),
    next: `For a script, ${next}.`,
  });
}
