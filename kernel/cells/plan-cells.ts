import type { Cell } from "../notebook/cell.ts";
import { attributeOf } from "../notebook/attributes.ts";
import { builtInRegistry } from "../plugins/built-in.ts";
import type { View } from "../plugins/registry.ts";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { isProblem, readCell } from "../typescript/cell-code.ts";

/** A cell with what its fence line says. */
export interface PlannedCell {
  readonly cell: Cell;
  /** How messages call it: its name, else its kind and number among all cells. */
  readonly label: string;
  /** Line of the file on which the cell's text starts, from 1; null where the file has no say. */
  readonly firstLine: number | null;
  /** How other cells' messages say where it stands: "line 12", "cell 3". */
  readonly where: string;
  /** `name=`: what later cells call its result. */
  readonly name: string | null;
  /** All names that later cells can use of it: `name=`, or what TypeScript exports. */
  readonly defines: readonly string[];
  /** Columns that its TypeScript defines, which SQL calls like functions. */
  readonly columns: readonly string[];
  /** `data=`: what a chart draws. */
  readonly data: string | null;
  /** `view=`, one of the views that are known. */
  readonly view: string;
  /** What `hide=` leaves out of a report: the code, the result, or all of it. */
  readonly hide: "nothing" | "code" | "result" | "all";
  /** What keeps it from running: its language, its name, an attribute. */
  readonly problem: Problem | null;
}

const languages = new Set(["sql", "ts", "vega-lite", "diagnose"]);

/**
 * The cells in document order, their names checked against each other and against `taken`.
 *
 * @param views  those that are known, by name in small letters
 */
export function planCells(
  cells: readonly Cell[],
  taken: ReadonlyMap<string, string>,
  views: ReadonlyMap<string, View> = builtInRegistry.views,
): PlannedCell[] {
  const named = new Map<string, string>();
  return cells.map((cell, index): PlannedCell => {
    const name = textAttribute(cell, "name");
    const script = cell.kind === "code" && cell.language === "ts" ? readCell(cell.text) : null;
    const code = script && !isProblem(script) ? script : null;
    const line = cell.origin?.line ?? null;
    const plan = {
      cell,
      label: name ?? `${index + 1} (${cell.kind === "setup" ? "setup" : cell.language})`,
      firstLine: line === null || cell.kind === "markdown" ? line : line + 1,
      where: line === null ? `cell ${index + 1}` : `line ${line}`,
      name,
      defines: code?.exports ?? (name === null ? [] : [name]),
      columns: code?.columns ?? [],
      data: textAttribute(cell, "data"),
    };
    try {
      checkLanguage(cell);
      if (script && isProblem(script)) throw new ProblemError(script);
      if (script && name !== null) throw unnamed(name);
      for (const own of plan.defines) checkName(own, named, taken, plan.where, "result");
      // A cell that exports its column under the column's own name has one name, not two.
      const exported = new Set(plan.defines.map((own) => own.toLowerCase()));
      for (const own of plan.columns)
        if (!exported.has(own.toLowerCase())) checkName(own, named, taken, plan.where, "column");
      return { ...plan, view: viewOf(cell, views), hide: hideOf(cell), problem: null };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { ...plan, view: "table", hide: "nothing", problem: error.problem };
    }
  });
}

function checkLanguage({ kind, language }: Cell): void {
  if (kind !== "code" || languages.has(language)) return;
  throw new ProblemError({
    code: "unsupported_cell",
    message: `Cells in “${language}” do not run yet`,
    next: "Use sql, ts, vega-lite and diagnose, or make it plain Markdown with ~~~ fences.",
  });
}

function unnamed(name: string): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `A TypeScript cell names its results itself, not by name=${name}`,
    next: `Write export const ${name} = … in it.`,
  });
}

function textAttribute(cell: Cell, key: string): string | null {
  const value = cell.kind === "code" ? attributeOf(cell.attributes, key) : undefined;
  return typeof value === "string" && value !== "" ? value : null;
}

function viewOf(cell: Cell, views: ReadonlyMap<string, View>): string {
  const view = textAttribute(cell, "view") ?? "table";
  if (views.has(view.toLowerCase())) return view;
  const names = [...views.values()].map(({ name }) => `view=${name}`);
  throw new ProblemError({
    code: "bad_arguments",
    message: `There is no view “${view}”`,
    next: `Use ${names.slice(0, -1).join(", ")} or ${names.at(-1)}.`,
  });
}

function hideOf(cell: Cell): PlannedCell["hide"] {
  const hide = textAttribute(cell, "hide") ?? "nothing";
  if (hide === "nothing" || hide === "code" || hide === "result" || hide === "all") return hide;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“hide=${hide}” hides nothing`,
    next: "Use hide=code, hide=result or hide=all.",
  });
}

function checkName(
  name: string,
  named: Map<string, string>,
  taken: ReadonlyMap<string, string>,
  where: string,
  what: "result" | "column",
): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/i.test(name))
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${name}” cannot be a ${what}'s name`,
      next: "Use letters, digits and underscores, a letter first.",
    });
  const key = name.toLowerCase();
  const owner = taken.get(key) ?? named.get(key);
  if (owner !== undefined)
    throw new ProblemError({
      code: "name_taken",
      message: `The name “${name}” is already ${owner}`,
      next: `Give the ${what} another name.`,
    });
  named.set(key, `the ${what} of another cell (${where})`);
}

/** The index of the cell that defines a name, in any case; -1: none does. */
export function definerOf(cells: readonly PlannedCell[], name: string): number {
  const key = name.toLowerCase();
  return cells.findIndex(({ defines }) => defines.some((own) => own.toLowerCase() === key));
}

/** The same for a column. */
export function columnDefinerOf(cells: readonly PlannedCell[], id: string): number {
  const key = id.toLowerCase();
  return cells.findIndex(({ columns }) => columns.some((own) => own.toLowerCase() === key));
}
