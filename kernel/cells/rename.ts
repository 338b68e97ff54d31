/** Giving a named result or a column of the notebook another name, everywhere it is used. */

import { parseChartSpec } from "../chart/parse-spec.ts";
import { isSame } from "../language/names.ts";
import { resultName } from "../language/notebook-names.ts";
import { declarations, formulas, textPlace, type Span } from "../language/setup-places.ts";
import { readTokens, type Token } from "../language/sql-tokens.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { attributeOf, setAttribute } from "../notebook/attributes.ts";
import { takenNames } from "../notebook/free-name.ts";
import type { CellText, RenameRequest } from "../protocol/calls.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Renaming, TextChange } from "../protocol/rename.ts";
import { calledNames } from "../query/called-names.ts";
import type { ParseSql } from "../query/read-tree.ts";
import { resultUses } from "../query/result-uses.ts";

export interface RenameContext {
  readonly parse: ParseSql;
  /** SQL's own names, which nothing else may have, in small letters. */
  readonly engineNames: ReadonlySet<string>;
}

/**
 * @throws ProblemError `unknown_name` where no such name stands, `name_taken`, `bad_arguments`, and
 *   `sql_syntax` for a cell whose uses cannot be told
 */
export async function rename(request: RenameRequest, context: RenameContext): Promise<Renaming> {
  const { cells, index, offset, to } = request;
  const from = nameAt(cells[index], offset);
  if (from === null) throw nothingToRename();
  const isThere = (change: TextChange) =>
    change.index === index && change.start <= offset && offset <= change.end;
  const isResult = cells.some((cell) => isSame(resultName(cell) ?? "", from));
  const results = isResult ? await resultChanges(cells, from, to, context.parse) : null;
  const columns = results?.some(isThere) ? null : await columnChanges(cells, from, to, context);
  const texts = [results, columns].find((changes) => changes?.some(isThere));
  if (!texts) throw nothingToRename();
  refuseTaken(from, to, cells, context);
  return { texts, attributes: texts === results ? attributeChanges(cells, from, to) : [] };
}

function nameAt(cell: CellText | undefined, offset: number): string | null {
  if (!cell || cell.kind === "markdown") return null;
  if (cell.kind === "setup" || cell.language !== "sql") {
    const text = cell.text.slice(0, offset).match(/\w*$/)?.[0] ?? "";
    return text + (cell.text.slice(offset).match(/^\w*/)?.[0] ?? "") || null;
  }
  const isAround = ({ start, end, kind }: Token) =>
    start <= offset && offset <= end && (kind === "word" || kind === "quoted");
  return readTokens(cell.text).tokens.find(isAround)?.value ?? null;
}

async function resultChanges(
  cells: readonly CellText[],
  from: string,
  to: string,
  parse: ParseSql,
): Promise<readonly TextChange[]> {
  const changes: TextChange[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.kind !== "code") continue;
    if (cell.language === "vega-lite") {
      const place = chartData(cell.text, from);
      if (place) changes.push({ index, ...place, text: to });
    }
    if (cell.language !== "sql") continue;
    const uses = await resultUses(cell.text, from, parse);
    if (!uses) throw unreadable(cell, index);
    changes.push(...uses.map(({ start, end }) => ({ index, start, end, text: to })));
  }
  return changes;
}

/** Where a chart's own text says what it draws. */
function chartData(text: string, name: string): Span | null {
  try {
    const { data } = parseChartSpec(text).spec;
    const path = typeof data === "string" ? ["data"] : ["data", "name"];
    const place = textPlace(text, path);
    return place && isSame(text.slice(place.start, place.end), name) ? place : null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function attributeChanges(cells: readonly CellText[], from: string, to: string) {
  return cells.flatMap(({ kind, attributes }, index) => {
    const changed = ["name", "data"].reduce((written, key) => {
      const value = kind === "code" ? attributeOf(written, key) : undefined;
      const isUse = typeof value === "string" && isSame(value, from);
      return isUse ? setAttribute(written, key, to) : written;
    }, attributes);
    return changed === attributes ? [] : [{ index, attributes: changed }];
  });
}

async function columnChanges(
  cells: readonly CellText[],
  from: string,
  to: string,
  { parse }: RenameContext,
): Promise<readonly TextChange[]> {
  const changes: TextChange[] = [];
  for (const [index, { kind, language, text }] of cells.entries()) {
    const change = ({ start, end }: Span) => changes.push({ index, start, end, text: to });
    if (kind === "setup") setupPlaces(text, from).forEach(change);
    if (kind !== "code" || language !== "sql") continue;
    const calls = await calledNames(text, parse);
    calls.filter(({ value }) => isSame(value, from)).forEach(change);
  }
  const isDefined = cells.some(
    ({ kind, text }) =>
      kind === "setup" && declarations(text, "columns").some(({ name }) => isSame(name, from)),
  );
  return isDefined ? changes : [];
}

/** The column's own key, its target, and the formulas that use it. */
function setupPlaces(text: string, name: string): readonly Span[] {
  const keys = ["columns", "targets"].flatMap((section) => declarations(text, section));
  const places = keys.filter((key) => isSame(key.name, name)).map(({ place }) => place);
  for (const { column, text: formula, place } of formulas(text)) {
    const uses = readTokens(formula).tokens.filter(
      ({ kind, value }) => (kind === "word" || kind === "quoted") && isSame(value, name),
    );
    if (uses.length > 0 && !place) throw foldedFormula(column);
    const at = place?.start ?? 0;
    places.push(...uses.map(({ start, end }) => ({ start: at + start, end: at + end })));
  }
  return places;
}

function refuseTaken(
  from: string,
  to: string,
  cells: readonly CellText[],
  { engineNames }: RenameContext,
): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/i.test(to))
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${to}” cannot be a name here`,
      next: "Use letters, digits and underscores, a letter first.",
    });
  const key = to.toLowerCase();
  const isTaken =
    engineNames.has(key) ||
    catalogue.some(({ name }) => isSame(name, to)) ||
    (takenNames(cells).has(key) && !isSame(from, to));
  if (!isTaken) return;
  throw new ProblemError({
    code: "name_taken",
    message: `The name “${to}” is already in use`,
    next: "Choose another name.",
  });
}

function nothingToRename(): ProblemError {
  return new ProblemError({
    code: "unknown_name",
    message: "Here stands no name that can be changed.",
    next: "Named results and columns of the notebook can be renamed.",
  });
}

function unreadable(cell: CellText, index: number): ProblemError {
  return new ProblemError({
    code: "sql_syntax",
    message: "A cell cannot be read as SQL, so it is not known what to change in it",
    place: { cell: resultName(cell) ?? String(index + 1) },
    next: "Correct it first.",
  });
}

function foldedFormula(column: string): ProblemError {
  return new ProblemError({
    code: "formula",
    message: `The formula of “${column}” is written over several lines or with escapes`,
    place: { column },
    next: "Write it on one line first.",
  });
}
