import { hasTitle, shownLabel } from "./complete-fields.ts";
import type { JsonObject } from "./vega/json.ts";
import type { FieldUse, UnitView } from "./views.ts";

const axes = new Set(["x", "y", "x2", "y2"]);

/**
 * Definitions that take the axis title of the layer before them; otherwise Vega-Lite joins all
 * titles to "CTR, Median of CTR". A spec that resolves its scales says itself which axis is which.
 *
 * @param views  before they are completed with titles
 */
export function untitledLayers(views: readonly UnitView[]): ReadonlyMap<JsonObject, FieldUse> {
  const first = new Map<string, FieldUse>();
  const later = new Map<JsonObject, FieldUse>();
  for (const { path, uses, resolves } of views)
    for (const use of uses) {
      const at = path.lastIndexOf("layer");
      if (at < 0 || resolves || use.role !== "main" || !axes.has(use.channel)) continue;
      const key = [...path.slice(0, at), use.channel.charAt(0)].join("/");
      const before = first.get(key);
      if (!before) first.set(key, use);
      else if (before.def !== use.def && !hasTitle(use.def)) later.set(use.def, before);
    }
  return later;
}

/** Gives them that title. Tooltips, which name each field by its own, come before. */
export function shareTitles(layers: ReadonlyMap<JsonObject, FieldUse>): void {
  for (const [def, first] of layers) def["title"] = first.def["title"] ?? shownLabel(first);
}
