import type { Unit } from "../protocol/unit.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";

/** Channels with an axis, and those with a legend; the rest shows single values or nothing. */
const axisChannels = new Set(["x", "y"]);
const legendChannels = new Set(
  "color fill stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash size shape angle".split(
    " ",
  ),
);
const facetChannels = new Set(["facet", "row", "column"]);
const valueChannels = new Set(["text", "tooltip", "description"]);

/** Completes a definition with the format its unit asks for, unless the spec has its own. */
export function applyUnit(
  channel: string,
  def: JsonObject,
  unit: Unit,
  currency: string | undefined,
): void {
  const isDate = unit === "date" || unit === "timestamp";
  if (isDate ? def["type"] === "temporal" || def["timeUnit"] !== undefined : !isNumberUnit(unit))
    return;
  const value = isDate
    ? { formatType: "cnDate", format: unit }
    : { formatType: "cnValue", format: currency === undefined ? unit : `${unit}:${currency}` };
  const tick = isDate ? value : tickFormat(unit);
  if (valueChannels.has(channel)) completeFormat(def, value);
  else if (axisChannels.has(channel)) completeGuide(def, "axis", tick);
  else if (legendChannels.has(channel)) completeGuide(def, "legend", tick);
  else if (facetChannels.has(channel)) completeGuide(def, "header", value);
}

/** Ticks leave the currency to the axis title, and shorten thousands. */
function tickFormat(unit: Unit): JsonObject {
  switch (unit) {
    case "ratio":
      return { format: "%" };
    case "count":
    case "people":
      return { tickMinStep: 1 };
    case "money":
    case "multiple":
    case "seconds":
      return { formatType: "cnTick", format: unit };
    default:
      return {};
  }
}

function completeGuide(def: JsonObject, guide: string, format: JsonObject): void {
  const own = def[guide];
  if (own === null || own === false || def["stack"] === "normalize") return;
  const holder = isObject(own) ? own : {};
  completeFormat(holder, format);
  if (Object.keys(holder).length > 0) def[guide] = holder;
}

function completeFormat(holder: JsonObject, format: JsonObject): void {
  const taken = "format" in holder || "formatType" in holder || "labelExpr" in holder;
  for (const [key, value] of Object.entries(format))
    if (!(key in holder) && !(taken && key.startsWith("format"))) holder[key] = value;
}
