import type { Cell, Notebook } from "../notebook/cell.ts";
import { attributeOf } from "../notebook/attributes.ts";
import type { Place } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";

/** A cell with what its fence line says. */
export interface PlannedCell {
  readonly cell: Cell;
  /** How messages call it: its name, else its kind and number among all cells. */
  readonly label: string;
  /** Line of the file on which the cell's text starts, from 1. */
  readonly firstLine: number;
  /** `name=`: what later cells call its result. */
  readonly name: string | null;
  /** `data=`: what a chart draws. */
  readonly data: string | null;
  readonly view: "table" | "kpi";
  /** What `hide=` leaves out of a report: the code, the result, or all of it. */
  readonly hide: "nothing" | "code" | "result" | "all";
}

const languages = new Set(["sql", "vega-lite"]);

/**
 * The cells in document order, their names checked.
 *
 * @throws ProblemError for a name that is none, is given twice or is taken, an unknown `view=`, and a
 *   cell language that does not run yet
 */
export function planCells(
  { cells, frame }: Notebook,
  taken: ReadonlyMap<string, string>,
  file: string,
): PlannedCell[] {
  const named = new Map<string, string>();
  return cells.map((cell, index) => {
    const name = textAttribute(cell, "name");
    const label = name ?? `${index + 1} (${cell.kind === "setup" ? "setup" : cell.language})`;
    const firstLine =
      (cell.origin?.line ?? linesIn(frame.head) + 1) + (cell.kind === "markdown" ? 0 : 1);
    const place = { file, cell: label, line: Math.max(1, firstLine - 1) };
    if (cell.kind === "code" && !languages.has(cell.language))
      throw new ProblemError({
        code: "unsupported_cell",
        message: `Cells in “${cell.language}” do not run yet`,
        place,
        next: "Use sql and vega-lite, or make it plain Markdown with ~~~ fences.",
      });
    if (name !== null) checkName(name, named, taken, place);
    return {
      cell,
      label,
      firstLine,
      name,
      data: textAttribute(cell, "data"),
      view: viewOf(cell, place),
      hide: hideOf(cell, place),
    };
  });
}

function textAttribute(cell: Cell, key: string): string | null {
  const value = cell.kind === "code" ? attributeOf(cell.attributes, key) : undefined;
  return typeof value === "string" && value !== "" ? value : null;
}

function viewOf(cell: Cell, place: Place): PlannedCell["view"] {
  const view = textAttribute(cell, "view") ?? "table";
  if (view === "table" || view === "kpi") return view;
  throw new ProblemError({
    code: "bad_arguments",
    message: `There is no view “${view}”`,
    place,
    next: "Use view=table or view=kpi.",
  });
}

function hideOf(cell: Cell, place: Place): PlannedCell["hide"] {
  const hide = textAttribute(cell, "hide") ?? "nothing";
  if (hide === "nothing" || hide === "code" || hide === "result" || hide === "all") return hide;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“hide=${hide}” hides nothing`,
    place,
    next: "Use hide=code, hide=result or hide=all.",
  });
}

function checkName(
  name: string,
  named: Map<string, string>,
  taken: ReadonlyMap<string, string>,
  place: Place & { readonly cell: string; readonly line: number },
): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/i.test(name))
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${name}” cannot be a result's name`,
      place,
      next: "Use letters, digits and underscores, a letter first.",
    });
  const key = name.toLowerCase();
  const owner = taken.get(key) ?? named.get(key);
  if (owner !== undefined)
    throw new ProblemError({
      code: "name_taken",
      message: `The name “${name}” is already ${owner}`,
      place,
      next: "Give the result another name.",
    });
  named.set(key, `the result of the cell on line ${place.line}`);
}

function linesIn(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}
