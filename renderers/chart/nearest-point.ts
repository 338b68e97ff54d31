import type { JsonObject } from "../../kernel/chart/vega/json.ts";
import { isObject } from "../../kernel/chart/vega/json.ts";

/** What the pointer is at. */
export interface Hit {
  /** An item of the scene that has a tooltip. */
  readonly item: JsonObject;
  /** Where it is, for a point of a line, which has no extent of its own. */
  readonly point: { readonly x: number; readonly y: number } | null;
}

/** How far from the pointer a point of a line may be, in pixels. */
const reach = 24;
const paths = new Set(["line", "trail", "area"]);

/**
 * The mark under the pointer, or the nearest point of a line around it.
 *
 * @param under  the item that Vega found under the pointer, if any
 * @param x  from the scene's origin, in pixels
 */
export function hitAt(scene: object, under: unknown, x: number, y: number): Hit | null {
  const mark = isObject(under) ? under["mark"] : undefined;
  const kind = isObject(mark) ? String(mark["marktype"]) : "";
  if (isObject(under) && under["tooltip"] && !paths.has(kind)) return { item: under, point: null };
  // Inside an area any distance counts, on it is the pointer already.
  let best: Hit | null = null;
  let least = kind === "area" ? Infinity : reach * reach;
  const visit = (node: unknown, left: number, top: number): void => {
    if (!isObject(node)) return;
    const items: readonly unknown[] = Array.isArray(node["items"]) ? node["items"] : [];
    if (paths.has(String(node["marktype"])) && node["role"] === "mark") {
      for (const item of items) {
        if (!isObject(item) || !item["tooltip"] || item["defined"] === false) continue;
        const at = { x: left + Number(item["x"]), y: top + Number(item["y"]) };
        const across = (at.x - x) ** 2;
        const distance = kind === "area" && node === mark ? across : across + (at.y - y) ** 2;
        if (!(distance < least)) continue;
        least = distance;
        best = { item, point: at };
      }
      return;
    }
    for (const item of items) {
      if (!isObject(item)) continue;
      const isGroup = node["marktype"] === "group";
      if (isGroup) visit(item, left + Number(item["x"] ?? 0), top + Number(item["y"] ?? 0));
      else if (node["marktype"] === undefined) visit(item, left, top);
    }
  };
  if ("root" in scene) visit(scene.root, 0, 0);
  return best;
}
