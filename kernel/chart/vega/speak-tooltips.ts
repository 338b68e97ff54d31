import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

/** Marks of one value each: a line's words would be those of its first point. */
const single = new Set(["symbol", "rect", "arc"]);
/** Vega-Lite's own words begin with a title; those that a spec asks for stay. */
const generated = /^"(?:[^"\\]|\\.)*: " \+ /;

/**
 * Has the marks of a compiled chart, in place, say what their tooltips show: names, and numbers in
 * their units, where Vega-Lite would read out fields with twelve digits.
 */
export function speakTooltips(compiled: JsonObject): void {
  const visit = (mark: JsonObject): void => {
    objects(mark["marks"]).forEach(visit);
    if (!single.has(String(mark["type"])) || !isObject(mark["encode"])) return;
    const { update } = mark["encode"];
    if (!isObject(update)) return;
    const tooltip = signalOf(update["tooltip"]);
    const words = signalOf(update["description"]);
    if (tooltip?.startsWith("{") && words !== undefined && generated.test(words))
      update["description"] = { signal: `cnSpoken(${tooltip})` };
  };
  objects(compiled["marks"]).forEach(visit);
}

function signalOf(value: unknown): string | undefined {
  return isObject(value) && typeof value["signal"] === "string" ? value["signal"] : undefined;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
