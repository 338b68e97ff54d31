import type { Unit } from "../protocol/unit.ts";
import type { ChartTable } from "./chart-table.ts";
import { findField, isAwkward } from "./check-fields.ts";
import { epochMs } from "./vega/iso-time.ts";
import type { JsonObject } from "./vega/json.ts";
import { asText, isObject } from "./vega/json.ts";
import { aggregateLabel, aggregateUnit } from "./scope.ts";
import type { FieldInfo } from "./scope.ts";
import type { Reading } from "./table-rows.ts";
import { fieldName } from "./table-rows.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import { applyUnit } from "./units.ts";
import type { FieldUse, UnitView } from "./views.ts";

/** How each column of each table is to be read, as the encodings use it. */
export type Readings = ReadonlyMap<ChartTable, ReadonlyMap<number, Reading>>;

/**
 * Completes every definition in place: safe field name, type, title and number format from the
 * column's unit and label. Returns how the columns are to be read.
 */
export function completeFields(views: readonly UnitView[], currency: string | undefined): Readings {
  const readings = new Map<ChartTable, Map<number, Reading>>();
  const done = new Set<JsonObject>();
  for (const use of views.flatMap((view) => view.uses)) {
    const found = fieldOf(use);
    if (!found && use.def["aggregate"] !== "count") continue;
    if (!done.has(use.def)) completeField(use, found, currency);
    done.add(use.def);
    const { column } = found?.info ?? {};
    const reading = readingOf(use.def);
    if (!use.scope.table || column === undefined || !reading) continue;
    const columns = readings.get(use.scope.table) ?? new Map<number, Reading>();
    // One column drawn as time anywhere is time everywhere; dates that are counted stay as they are.
    if (columns.get(column) !== "time") columns.set(column, reading);
    readings.set(use.scope.table, columns);
  }
  return readings;
}

/** Whether the spec says what a definition is called. */
export function hasTitle(def: JsonObject): boolean {
  return [def, def["axis"], def["legend"], def["header"]].some(
    (guide) => isObject(guide) && "title" in guide,
  );
}

/** The field a definition names, with what is known of it. */
export function fieldOf(use: FieldUse): { name: string; info: FieldInfo } | undefined {
  const field = use.def["field"];
  return typeof field === "string" ? findField(field, use.scope) : undefined;
}

/** The unit of what a definition shows, after its aggregate. */
export function shownUnit(use: FieldUse): Unit | undefined {
  const unit = fieldOf(use)?.info.unit;
  const aggregate = use.def["aggregate"];
  return aggregate === undefined
    ? unit
    : aggregateUnit(typeof aggregate === "string" ? aggregate : "argmax", unit);
}

/** What an axis says about a definition, e.g. "Sum of Spend". */
export function shownLabel(use: FieldUse): string {
  const found = fieldOf(use);
  const label = found ? (found.info.label ?? found.name) : "";
  const aggregate = use.def["aggregate"];
  return typeof aggregate === "string" ? aggregateLabel(aggregate, label) : label;
}

function completeField(
  use: FieldUse,
  found: { name: string; info: FieldInfo } | undefined,
  currency: string | undefined,
): void {
  const { def, channel, scope } = use;
  const label = shownLabel(use);
  const unit = shownUnit(use);
  if (use.role !== "sort" && found && !("type" in def) && isPlain(def)) {
    const type = typeFor(channel, found.info, scope.table);
    if (type) def["type"] = type;
  }
  if (use.role === "main") {
    if (found && (found.info.label !== undefined || unit === "money" || isAwkward(found.name)))
      setTitle(def, channel, unit === "money" && currency ? `${label} (${currency})` : label);
    if (unit) applyUnit(channel, def, unit, currency);
  }
  if (found?.info.column !== undefined && isAwkward(found.name))
    def["field"] = fieldName(found.name, found.info.column);
}

function setTitle(def: JsonObject, channel: string, title: string): void {
  const untitled = ["x2", "y2", "text", "detail", "order", "key"].includes(channel);
  if (untitled || hasTitle(def)) return;
  // Vega-Lite pastes titles into expressions and leaves their backslashes as they are; Vega looks
  // titles up in a plain object, where "constructor" is found.
  def["title"] = title in Object.prototype ? `${title} ` : title.replaceAll("\\", "\u2216");
}

function isPlain(def: JsonObject): boolean {
  return (
    def["aggregate"] === undefined && def["bin"] === undefined && def["timeUnit"] === undefined
  );
}

const measured = new Set(
  "x y theta radius color fill stroke size opacity text xOffset yOffset angle strokeWidth".split(
    " ",
  ),
);

/** The type for a definition without one: from the unit, else from the values. */
function typeFor(
  channel: string,
  info: FieldInfo,
  table: ChartTable | undefined,
): string | undefined {
  if (!measured.has(channel)) return undefined;
  if (info.unit)
    return isNumberUnit(info.unit)
      ? "quantitative"
      : info.unit === "date" || info.unit === "timestamp"
        ? "temporal"
        : "nominal";
  const { column } = info;
  if (column === undefined || !table) return undefined;
  const values = table.rows.map((row) => row[column]).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === "number" || typeof value === "bigint"))
    return "quantitative";
  // Text of four digits is a name more often than a year.
  const isTime = values.every((value) => typeof value === "string" && epochMs(value) !== undefined);
  return isTime && values.some((value) => asText(value).includes("-")) ? "temporal" : "nominal";
}

const counting = new Set(["count", "distinct", "valid", "missing"]);

function readingOf(def: JsonObject): Reading | undefined {
  const aggregate = def["aggregate"];
  if (typeof aggregate === "string" && counting.has(aggregate)) return undefined;
  if (def["type"] === "temporal" || def["timeUnit"] !== undefined) return "time";
  if (def["type"] === "quantitative" || typeof aggregate === "string") return "number";
  return def["bin"] !== undefined && def["bin"] !== false && def["bin"] !== null
    ? "number"
    : undefined;
}
