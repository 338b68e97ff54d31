import { formatNumber } from "../protocol/number-format.ts";
import { valueText } from "../protocol/value-text.ts";
import { fieldOf, shownLabel, shownUnit } from "./complete-fields.ts";
import type { ChartTable } from "./chart-table.ts";
import { epochMs } from "./vega/iso-time.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import { distinctValues } from "./layout.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import type { FieldUse, UnitView } from "./views.ts";

/** What a chart is called and says to someone who does not see it. */
export interface ChartText {
  readonly title: string;
  readonly description: string;
}

const kinds: Readonly<Record<string, string>> = {
  point: "Scatter",
  circle: "Scatter",
  square: "Scatter",
  bar: "Bars",
  line: "Lines",
  trail: "Lines",
  area: "Areas",
  rect: "Heat map",
  boxplot: "Box plot",
  errorbar: "Intervals",
  errorband: "Intervals",
  arc: "Sectors",
  tick: "Strips",
};

/** Where a channel is seen. */
const places: Readonly<Record<string, string>> = {
  x: "horizontal",
  y: "vertical",
  theta: "angle",
  color: "colour",
  size: "size",
  facet: "panels",
  row: "panels",
  column: "panels",
};

/** The spec's own title and description, or sentences made from its encodings and data. */
export function describeChart(
  spec: JsonObject,
  views: readonly UnitView[],
  table: ChartTable,
): ChartText {
  // Rows written into the spec are lines, bands and words beside the data.
  const own = views.filter((view) => view.scope.table === table);
  const main =
    [...own, ...views].find((view) => view.mark in kinds && view.uses.length > 0) ?? views[0];
  const rows = table.total ?? table.rows.length;
  const description = spec["description"];
  return {
    title: ownTitle(spec["title"]) ?? generatedTitle(main, rows),
    description: typeof description === "string" ? description : generatedDescription(main, rows),
  };
}

function ownTitle(title: unknown): string | undefined {
  const text = isObject(title) ? title["text"] : title;
  const lines = Array.isArray(text) ? text : [text];
  const joined = lines
    .filter((line) => typeof line === "string")
    .join(" ")
    .trim();
  return joined === "" ? undefined : joined;
}

function generatedTitle(view: UnitView | undefined, rows: number): string {
  const kind = (view && kinds[view.mark]) ?? "Chart";
  const label = (channel: string) => {
    const use = mainUse(view, channel);
    return use && shownLabel(use);
  };
  const [x, y] = [label("x"), label("y") ?? label("theta") ?? label("color")];
  const [upright, along] = mainUse(view, "y")?.def["type"] === "nominal" ? [x, y] : [y, x];
  const what =
    upright === undefined || along === undefined ? (upright ?? along) : `${upright} by ${along}`;
  return `${kind}${what === undefined ? "" : ` of ${what}`}, ${plural(rows, kind === "Scatter" ? "point" : "row")}`;
}

function generatedDescription(view: UnitView | undefined, rows: number): string {
  const parts = Object.entries(places).flatMap(([channel, place]) => {
    const use = mainUse(view, channel);
    const text = use && describeUse(use);
    return text === undefined ? [] : [`${place}: ${text}`];
  });
  const text = [...parts, plural(rows, "row")].join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function describeUse(use: FieldUse): string {
  const label = shownLabel(use);
  const column = fieldOf(use)?.info.column;
  if (column === undefined || use.def["aggregate"] !== undefined || !use.scope.table) return label;
  // Of rows that a transform has changed or left out, the table's range would say too much.
  if (!use.scope.raw) return label;
  const { rows, currency } = use.scope.table;
  const type = use.def["type"];
  const isTime = type === "temporal" || use.def["timeUnit"] !== undefined;
  const isNumber = type === "quantitative" || use.def["bin"] !== undefined;
  if (!isTime && !isNumber) {
    const count = distinctValues(use)?.length;
    return count === undefined ? label : `${label}, ${plural(count, "value")}`;
  }
  const values = rows.flatMap((row) => {
    const value = isTime ? epochMs(row[column]) : row[column] === null ? NaN : Number(row[column]);
    return value === undefined || !Number.isFinite(value) ? [] : [value];
  });
  if (values.length === 0) return `${label}, no values`;
  const unit = shownUnit(use);
  const write = (value: number) =>
    isTime
      ? new Date(value).toISOString().slice(0, 10)
      : unit && isNumberUnit(unit)
        ? valueText(value, unit, currency ?? null)
        : String(value);
  const [low, high] = values.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Infinity, -Infinity],
  );
  return `${label} from ${write(low)} to ${write(high)}`;
}

function mainUse(view: UnitView | undefined, channel: string): FieldUse | undefined {
  return view?.uses.find((use) => use.channel === channel && use.role === "main");
}

function plural(count: number, noun: string): string {
  return `${formatNumber(count, "count")} ${noun}${count === 1 ? "" : "s"}`;
}
