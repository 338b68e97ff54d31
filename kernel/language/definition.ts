import type { CellText } from "../protocol/calls.ts";
import { isSame } from "./names.ts";
import { resultName } from "./notebook-names.ts";
import { declarations, type Span } from "./setup-places.ts";
import { cursorAt } from "./sql-cursor.ts";
import { isSymbol } from "./sql-tokens.ts";

export interface Definition extends Span {
  /** Of the cell. */
  readonly index: number;
}

/** Where the name at a place of an SQL cell is defined in the notebook; null where it is not. */
export function definitionOf(
  sql: string,
  offset: number,
  cells: readonly CellText[],
): Definition | null {
  const cursor = cursorAt(sql, offset);
  if (!cursor || cursor.word.value === "") return null;
  const { word, before, after } = cursor;
  if (word.kind === "parameter") return parameter(word.value.slice(1), cells);
  if (isSymbol(after[0], "(")) return declared(word.value, "columns", cells);
  // What follows a dot is a column, whatever else is called so.
  if (isSymbol(before.at(-1), ".")) return null;
  const result = cells.findIndex((cell) => isSame(resultName(cell) ?? "", word.value));
  if (result >= 0) return { index: result, start: 0, end: cells[result]?.text.length ?? 0 };
  return declared(word.value, "sources", cells);
}

/** A period is bound as its two days. */
function parameter(name: string, cells: readonly CellText[]): Definition | null {
  const period = /^(.+)_(?:from|to)$/i.exec(name)?.[1];
  return (
    declared(name, "params", cells) ??
    (period === undefined ? null : declared(period, "params", cells))
  );
}

function declared(name: string, section: string, cells: readonly CellText[]): Definition | null {
  const index = cells.findIndex(({ kind }) => kind === "setup");
  const found = declarations(cells[index]?.text ?? "", section).find((each) =>
    isSame(each.name, name),
  );
  return found ? { index, ...found.place } : null;
}
