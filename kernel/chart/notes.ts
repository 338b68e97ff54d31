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

/** Says how many rows have no place in the drawing because a value is missing or unreadable. */
export function missingNotes(
  views: readonly UnitView[],
  read: ReadonlyMap<ChartTable, ReadTable>,
): string[] {
  const notes = new Set<string>();
  for (const view of views) {
    const table = view.scope.table;
    const rows = table && read.get(table)?.rows;
    if (!rows || rows.length === 0 || !view.scope.raw) continue;
    // Rows that only show what values there are do not say how many have none.
    if (table.total !== undefined) continue;
    const placing = view.uses.flatMap((use) => {
      const column = placesBy(use);
      return column === undefined ? [] : [{ column, name: fieldOf(use)?.name ?? "" }];
    });
    const keys = placing.map(({ name, column }) => fieldName(name, column));
    const missing = rows.filter((row) => keys.some((key) => row[key] === null)).length;
    if (missing === 0) continue;
    const names = [...new Set(placing.map(({ name }) => name))].join(" or ");
    notes.add(
      `${formatNumber(missing, "count")} of ${formatNumber(rows.length, "count")} rows have no value in ${names} and are not drawn.`,
    );
  }
  return [...notes];
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
