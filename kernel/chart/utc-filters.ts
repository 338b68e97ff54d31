import { epochMs } from "./vega/iso-time.ts";
import type { JsonObject } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";

const bounds = ["equal", "lt", "lte", "gt", "gte", "range", "oneOf"];

/**
 * Dates written as text in field predicates, as the UTC milliseconds that the rows hold.
 * Vega-Lite would turn the column into text to compare it, and find nothing.
 *
 * @param times  names of the columns that are read as time
 */
export function utcFilters(value: unknown, times: ReadonlySet<string>): void {
  if (Array.isArray(value)) return value.forEach((item) => utcFilters(item, times));
  if (!isObject(value)) return;
  if (typeof value["field"] === "string" && times.has(value["field"])) rewrite(value);
  for (const item of Object.values(value)) utcFilters(item, times);
}

function rewrite(predicate: JsonObject): void {
  if (predicate["timeUnit"] !== undefined) return;
  for (const key of bounds) {
    const bound = predicate[key];
    if (Array.isArray(bound)) predicate[key] = bound.map(inMs);
    else if (bound !== undefined) predicate[key] = inMs(bound);
  }
}

function inMs(value: unknown): unknown {
  return typeof value === "string" ? (epochMs(value) ?? value) : value;
}
