import { formatNumber } from "./number-format.ts";
import type { OutputColumn, OutputTable, OutputValue, TableOutput } from "./output.ts";
import { isOfOther, levelAt, levelLabels, levelsOf } from "./result-level.ts";
import type { TableView } from "./result-view.ts";
import { isNumeric } from "./value-text.ts";

/**
 * Places of the columns that a view draws, in their order. A view of none that is there draws all; at
 * a level of the result what its rows are called is drawn, and nothing of the other levels.
 */
export function drawnPlaces(
  columns: readonly OutputColumn[],
  view: TableView | undefined,
): readonly number[] {
  const chosen = (view?.columns ?? [])
    .map((name) => columns.findIndex((column) => column.name === name))
    .filter((place) => place >= 0);
  const places = chosen.length > 0 ? chosen : [...columns.keys()];
  if (!view?.level) return places;
  const { level } = view;
  const levels = levelsOf(columns);
  const label = columns.findIndex(({ name }) => name === levelAt(levels, level)?.label);
  const fitting = places.filter((place) => !isOfOther(columns[place]?.name ?? "", levels, level));
  return label < 0 || fitting.includes(label) ? fitting : [label, ...fitting];
}

/** The table with the columns that its view draws. */
export function drawnTable({ table, view, level }: TableOutput): OutputTable {
  const places = drawnPlaces(table.columns, view);
  const totalOf = (place: number, at: number): OutputValue => {
    const column = table.columns[place];
    return at === 0 && column && !isNumeric(column) ? "Total" : (level?.totals[place] ?? null);
  };
  return {
    ...table,
    columns: places.flatMap((place) => table.columns[place] ?? []),
    rows: table.rows.map((row) => places.map((place) => row[place] ?? null)),
    ...(level && { totals: places.map((place, at) => totalOf(place, at)) }),
  };
}

/** Said wherever a table does not show all rows of its result; null where it shows them as they are. */
export function viewNote({ table, view, level, unfiltered }: TableOutput): string | null {
  const of = unfiltered ?? table.total;
  if (view?.level && level) {
    const shown = levelAt(levelsOf(table.columns), view.level);
    const within = view.level.opened.map((key) => key ?? "no value").join(" › ");
    const what = shown ? `By ${levelLabels[shown.name].one}` : "Rows";
    return `${what}${within === "" ? "" : `, within ${within}`}: ${count(table.total)} from ${count(level.rows)} of ${rowsText(of)}.`;
  }
  return unfiltered === undefined ? null : `Filtered: ${count(table.total)} of ${rowsText(of)}.`;
}

function count(rows: number): string {
  return formatNumber(rows, "count");
}

function rowsText(rows: number): string {
  return `${count(rows)} ${rows === 1 ? "row" : "rows"}`;
}
