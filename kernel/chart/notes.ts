import { formatNumber } from "../protocol/number-format.ts";
import type { ChartTable } from "./chart-table.ts";
import { fieldOf } from "./complete-fields.ts";
import { distinctValues } from "./layout.ts";
import type { ReadTable } from "./table-rows.ts";
import { fieldName } from "./table-rows.ts";
import { maxSeries } from "./vega/theme.ts";
import type { FieldUse, UnitView } from "./views.ts";

const colourChannels = new Set(["color", "fill", "stroke"]);

/** The most series that one colour scale of the chart has to tell apart, where that is known. */
export function countSeries(views: readonly UnitView[]): number {
  const counts = views
    .flatMap((view) => view.uses)
    .filter((use) => colourChannels.has(use.channel) && use.def["type"] === "nominal")
    .map((use) => distinctValues(use)?.length ?? 0);
  return Math.max(0, ...counts);
}

/** Says when series share a colour. */
export function seriesNote(series: number): string[] {
  return series <= maxSeries
    ? []
    : [
        `${formatNumber(series, "count")} series share ${maxSeries} colours, so a colour does not name ` +
          `one series. Keep the largest ${maxSeries - 1} and sum the rest as “Other” in the SQL cell.`,
      ];
}

/** Fields that give a view's marks their place, one mark for each row. */
export interface Placing {
  readonly table: ChartTable;
  /** As Vega knows them. */
  readonly keys: readonly string[];
  /** "CTR or CVR". */
  readonly names: string;
}

/** Of each view that draws rows as they are. */
export function placings(views: readonly UnitView[]): Placing[] {
  return views.flatMap((view) => {
    const { table, raw } = view.scope;
    if (!table || !raw) return [];
    const placing = view.uses.flatMap((use) => {
      const column = placesBy(use);
      return column === undefined ? [] : [{ column, name: fieldOf(use)?.name ?? "" }];
    });
    if (placing.length === 0) return [];
    const keys = placing.map(({ name, column }) => fieldName(name, column));
    return [{ table, keys, names: [...new Set(placing.map(({ name }) => name))].join(" or ") }];
  });
}

/** Says how many rows have no place in the drawing because a value is missing or unreadable. */
export function missingNotes(
  places: readonly Placing[],
  read: ReadonlyMap<ChartTable, ReadTable>,
): string[] {
  const notes = places.flatMap(({ table, keys, names }) => {
    // Rows that only show what values there are do not say how many have none.
    const rows = table.total === undefined ? (read.get(table)?.rows ?? []) : [];
    const missing = rows.filter((row) => keys.some((key) => row[key] === null)).length;
    return missing === 0 ? [] : [missingNote(missing, rows.length, names)];
  });
  return [...new Set(notes)];
}

export function missingNote(missing: number, rows: number, names: string): string {
  return `${formatNumber(missing, "count")} of ${formatNumber(rows, "count")} rows have no value in ${names} and are not drawn.`;
}

/** The column that gives a raw mark its place, or undefined. */
function placesBy(use: FieldUse): number | undefined {
  const { def, channel, role } = use;
  if (role !== "main" || !["x", "y", "x2", "y2", "theta"].includes(channel)) return undefined;
  const isRaw =
    def["aggregate"] === undefined && (def["bin"] === undefined || def["bin"] === false);
  const isMeasured = def["type"] === "quantitative" || def["type"] === "temporal";
  return isRaw && isMeasured ? fieldOf(use)?.info.column : undefined;
}
