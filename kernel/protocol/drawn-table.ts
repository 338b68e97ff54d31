import { formatNumber } from "./number-format.ts";
import type { OutputTable, TableOutput } from "./output.ts";

/** The table with the columns that its view draws, in their order. A view of none that is there draws all. */
export function drawnTable({ table, view }: TableOutput): OutputTable {
  const places = (view?.columns ?? [])
    .map((name) => table.columns.findIndex((column) => column.name === name))
    .filter((place) => place >= 0);
  if (places.length === 0) return table;
  return {
    ...table,
    columns: places.flatMap((place) => table.columns[place] ?? []),
    rows: table.rows.map((row) => places.map((place) => row[place] ?? null)),
  };
}

/** Said wherever a table does not show all rows of its result. */
export function filteredNote(total: number, unfiltered: number): string {
  return `Filtered: ${formatNumber(total, "count")} of ${formatNumber(unfiltered, "count")} rows.`;
}
