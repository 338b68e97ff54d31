import { fieldOf, shownLabel, shownUnit } from "./complete-fields.ts";
import { applyUnit } from "./units.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import type { FieldUse, UnitView } from "./views.ts";

/** Marks of one value each. Box plots and intervals come with tooltips of Vega-Lite's own. */
const pointed = new Set("point circle square bar line area trail rect arc tick".split(" "));
const unspoken = new Set(["x2", "y2", "order", "key", "tooltip", "description"]);
/** What makes two definitions show the same. */
const identity = ["field", "aggregate", "timeUnit", "bin"];

/**
 * Gives each mark that has none a tooltip: all that it shows, with full numbers in their units,
 * where axes shorten. Completed definitions are expected.
 */
export function addTooltips(views: readonly UnitView[], currency: string | undefined): void {
  for (const { mark, view, uses, scope } of views) {
    const isAsked = uses.some(({ channel }) => channel === "tooltip");
    const own = isObject(view["mark"]) ? view["mark"]["tooltip"] : undefined;
    const encoding = isObject(view["encoding"]) ? view["encoding"] : {};
    // Rows written into the spec are lines, bands and words beside the data.
    if (!pointed.has(mark) || isAsked || own !== undefined || "tooltip" in encoding) continue;
    if (scope.table !== undefined && scope.table.name === undefined) continue;
    const shown = new Map<string, JsonObject>();
    for (const use of uses) {
      if (!isShown(use)) continue;
      const key = JSON.stringify(identity.map((name) => use.def[name]));
      if (!shown.has(key)) shown.set(key, tooltipOf(use, currency));
    }
    if (shown.size > 0) view["encoding"] = { ...encoding, tooltip: [...shown.values()] };
  }
}

function isShown({ def, role, channel }: FieldUse): boolean {
  return (
    role === "main" &&
    !unspoken.has(channel) &&
    def["bin"] !== "binned" &&
    (typeof def["field"] === "string" || def["aggregate"] === "count")
  );
}

function tooltipOf(use: FieldUse, currency: string | undefined): JsonObject {
  const tooltip: JsonObject = {};
  for (const key of [...identity, "type"])
    if (use.def[key] !== undefined) tooltip[key] = use.def[key];
  const label = shownLabel(use);
  const title = use.def["title"] ?? (label === "" ? "Rows" : undefined);
  if (typeof title === "string") tooltip["title"] = title;
  else if (fieldOf(use)) tooltip["title"] = label.replaceAll("\\", "\u2216");
  const unit = shownUnit(use);
  if (unit) applyUnit("tooltip", tooltip, unit, currency);
  return tooltip;
}
