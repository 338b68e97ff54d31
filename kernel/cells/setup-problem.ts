import type { Cell } from "../notebook/cell.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { readYaml } from "../notebook/read-yaml.ts";
import type { Place } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Setup } from "./setup.ts";

/** A problem of the setup cell, with the notebook's path where it names no file of its own. */
export function inSetup(error: unknown, path: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  const place = { file: path, ...error.problem.place, cell: "setup" };
  return new ProblemError({ ...error.problem, place }, { cause: error });
}

/** A problem of a column's formula, with the place in the notebook or the file that it includes. */
export function inFormula(
  error: unknown,
  path: string,
  cells: readonly Cell[],
  { settings, included }: Pick<Setup, "settings" | "included">,
): unknown {
  if (!(error instanceof ProblemError) || !error.problem.place) return inSetup(error, path);
  const { column } = error.problem.place;
  const file = included.find(({ columns }) => columns.some(({ name }) => name === column));
  const setup = cells.find(({ kind }) => kind === "setup");
  const text = file
    ? { written: file.text, linesAbove: 0 }
    : { written: setup?.text ?? "", linesAbove: 1 };
  const place = {
    ...(column === undefined ? {} : { column }),
    ...(file ? { file: file.name } : {}),
    ...formulaPlace(text, settings, error.problem.place),
  };
  return inSetup(new ProblemError({ ...error.problem, place }, { cause: error }), path);
}

/** A place in a column's formula, or that column where there is no character, as a place in the file. */
function formulaPlace(
  { written, linesAbove }: { readonly written: string; readonly linesAbove: number },
  settings: FrontMatter | null,
  { column, character }: Place,
): Place {
  const defined = settings?.columns.find(({ name }) => name === column);
  if (!defined) return {};
  const start = readYaml(written, linesAbove).place(["columns", defined.name, "formula"]);
  const line = start.line ?? 1;
  const inLine = written.split(/\r\n|\n|\r/)[line - 1 - linesAbove] ?? "";
  const at = inLine.indexOf(defined.formula, (start.character ?? 1) - 1);
  // A formula that is folded or escaped is not found; then its line has to do.
  return at < 0 || character === undefined ? { line } : { line, character: at + character };
}
