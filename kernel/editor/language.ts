/** What the engine tells an editor of the texts in a notebook's cells. It runs none of them. */

import { keptResults } from "../cells/kept-results.ts";
import { useParameters } from "../cells/parameters.ts";
import { planCells } from "../cells/plan-cells.ts";
import { rename } from "../cells/rename.ts";
import { reservedNamesQuery } from "../cells/result-names.ts";
import { KnownTables, sourceTable } from "../cells/results.ts";
import { readSettings } from "../cells/setup.ts";
import type { KnownNames } from "../cells/text-marks.ts";
import { textMarks } from "../cells/text-marks.ts";
import { engineNamesQuery } from "../metrics/macros.ts";
import type { CellText, RenameRequest, RunCellRequest } from "../protocol/calls.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Renaming } from "../protocol/rename.ts";
import type { TextMark } from "../protocol/text-mark.ts";
import { expandMacros, explainedText } from "../query/expand-macros.ts";
import { builtInMacro, ownMacro } from "../query/macro.ts";
import { offsetAt } from "../session/text-position.ts";
import type { OpenNotebook } from "./open-notebook.ts";

/** @param isSetUp  whether the setup has run as it is now */
export async function marks(
  opened: OpenNotebook,
  cells: readonly CellText[],
  isSetUp: boolean,
): Promise<readonly TextMark[]> {
  const { parser } = opened.runner;
  const context = {
    parser,
    parameters: parameterNames(opened, cells),
    names: isSetUp ? await knownNames(opened, cells) : null,
  };
  return [
    ...(await formulaMarks(opened, cells)),
    ...(await textMarks(planCells(cells, new Map()), context)),
  ];
}

/** What cannot be read of the setup is nothing of the engine's. */
async function formulaMarks(
  { runner, path }: OpenNotebook,
  cells: readonly CellText[],
): Promise<readonly TextMark[]> {
  const index = cells.findIndex(({ kind }) => kind === "setup");
  const text = cells[index]?.text ?? "";
  try {
    await runner.setup.readFormulas(cells);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { place, ...problem } = error.problem;
    const isHere = index >= 0 && place?.file === path && place.line !== undefined;
    if (!isHere || problem.code === "front_matter") return [];
    // The line of dashes above the cell counts too.
    const start = offsetAt(text, (place.line ?? 1) - 1, place.character ?? 1);
    const word = /^(?:"[^"]*"|\w+|\S)/.exec(text.slice(start))?.[0] ?? "";
    return [{ index, start, end: start + word.length, problem, replacements: [] }];
  }
}

/** Columns of the notebook are written out once the setup has run, which knows their formulas. */
export async function explain(
  { runner }: OpenNotebook,
  { cells, index }: RunCellRequest,
): Promise<string> {
  const own = runner.setup.last?.custom;
  const macro = (name: string) => builtInMacro(name) ?? ownMacro(own?.get(name.toLowerCase()));
  return explainedText(await expandMacros(cells[index]?.text ?? "", macro, runner.parser.parse));
}

export async function renaming(
  { runner: { parser } }: OpenNotebook,
  request: RenameRequest,
): Promise<Renaming> {
  const [functions, reserved] = await Promise.all(
    [engineNamesQuery, reservedNamesQuery].map((query) => parser.names(query)),
  );
  const engineNames = new Set([...(functions ?? []), ...(reserved ?? [])]);
  return rename(request, { parse: parser.parse, engineNames });
}

function parameterNames({ path }: OpenNotebook, cells: readonly CellText[]) {
  try {
    return Object.keys(useParameters(readSettings(cells, path)?.params ?? [], new Map()).values);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

async function knownNames(
  { runner }: OpenNotebook,
  cells: readonly CellText[],
): Promise<KnownNames | null> {
  const setup = runner.setup.last;
  if (!setup) return null;
  const planned = runner.setup.plan(cells);
  const session = await runner.session();
  const results = await keptResults(session, planned, runner.setup.hashes(planned));
  const tables = new KnownTables();
  for (const report of setup.loads) tables.add(sourceTable(report));
  for (const { table, isCurrent } of results) if (isCurrent) tables.add(table);
  return { session, tables, reserved: setup.reserved };
}
