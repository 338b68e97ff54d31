import { fieldOf } from "./complete-fields.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import { textWidth } from "./vega/text-width.ts";
import type { FieldUse, UnitView } from "./views.ts";

const maxBandsToFit = 24;
const bandStep = 26;

/**
 * Sizes and label angles that a chart needs to be readable, where the spec leaves them open.
 * Returns true for a chart whose axes and legend have to fit into its width.
 */
export function layOut(spec: JsonObject, views: readonly UnitView[], width: number): boolean {
  const facets = views[0]?.uses.filter((use) => /^(facet|row|column)$/.test(use.channel)) ?? [];
  const isComposed = ["concat", "hconcat", "vconcat", "repeat"].some((key) => key in spec);
  if (isComposed) return false;
  if (facets.length > 0) layOutFacets(spec, facets, width);
  else if (spec["width"] === undefined && !("autosize" in spec))
    return fitWidth(spec, views, width);
  return false;
}

function fitWidth(spec: JsonObject, views: readonly UnitView[], width: number): boolean {
  const uses = views.flatMap((view) => view.uses);
  // A pie or a lone text has no x axis to stretch.
  if (!uses.some((use) => use.channel === "x" || use.channel === "y")) return false;
  const band = uses.find(
    (use) => use.channel === "x" && use.role === "main" && isDiscrete(use.def),
  );
  const values = band ? distinctValues(band) : undefined;
  if (values && values.length > maxBandsToFit && spec["encoding"] !== undefined) {
    spec["width"] = { step: bandStep };
    if (band) angleLabels(band.def, values, bandStep);
    return false;
  }
  spec["width"] = width;
  if (band && values) angleLabels(band.def, values, (width - 80) / Math.max(values.length, 1));
  return true;
}

/** Upright labels where they fit, slanted ones where they would collide. */
function angleLabels(def: JsonObject, values: readonly string[], step: number): void {
  const axis = def["axis"];
  if (axis === null || axis === false || (isObject(axis) && "labelAngle" in axis)) return;
  const widest = Math.max(0, ...values.map((value) => textWidth(value, 11)));
  def["axis"] = {
    ...(isObject(axis) && axis),
    labelAngle: widest < step - 6 ? 0 : -40,
  };
}

function layOutFacets(spec: JsonObject, facets: readonly FieldUse[], width: number): void {
  const across = facets.find((use) => use.channel !== "row");
  const count = across ? (distinctValues(across)?.length ?? 3) : 1;
  const wraps = across?.channel === "facet";
  const holder = across && "columns" in across.def ? across.def : spec;
  const asked = Number(holder["columns"]);
  const columns = Math.max(1, wraps ? (asked > 0 ? asked : Math.min(3, count)) : count);
  if (wraps && !(asked > 0)) (spec["facet"] === undefined ? across.def : spec)["columns"] = columns;
  const inner = isObject(spec["spec"]) ? spec["spec"] : spec;
  inner["width"] ??= Math.max(110, Math.floor((width - 70) / columns) - 20);
  inner["height"] ??= 160;
}

function isDiscrete(def: JsonObject): boolean {
  if (def["bin"] !== undefined && def["bin"] !== null && def["bin"] !== false)
    return def["type"] === "ordinal";
  return def["type"] === "nominal" || def["type"] === "ordinal";
}

/** The values of a column as labels; undefined where they are only known after a transform. */
export function distinctValues(use: FieldUse): string[] | undefined {
  const column = fieldOf(use)?.info.column;
  if (!use.scope.table || column === undefined || use.def["timeUnit"] !== undefined)
    return undefined;
  return [...new Set(use.scope.table.rows.map((row) => String(row[column])))];
}
