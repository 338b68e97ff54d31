import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { epochMs } from "./iso-time.ts";

/**
 * Puts a compiled Vega spec on UTC: time scales and time units.
 * Done after compiling, when layers, facets, predicates and composite marks are resolved.
 */
export function useUtc(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(useUtc);
  if (!isObject(value)) return;
  if (value["type"] === "time" && "range" in value) value["type"] = "utc";
  if (value["type"] === "timeunit") value["timezone"] = "utc";
  if (value["formatType"] === "time") value["formatType"] = "utc";
  for (const [key, item] of Object.entries(value)) if (key !== "values") useUtc(item);
}

const utcNames: Readonly<Record<string, string>> = {
  year: "utcyear",
  quarter: "utcquarter",
  month: "utcmonth",
  date: "utcdate",
  day: "utcday",
  dayofyear: "utcdayofyear",
  week: "utcweek",
  hours: "utchours",
  minutes: "utcminutes",
  seconds: "utcseconds",
  milliseconds: "utcmilliseconds",
  timeFormat: "utcFormat",
  timeParse: "utcParse",
  timeOffset: "utcOffset",
  timeSequence: "utcSequence",
  datetime: "cnTime",
  toDate: "cnToDate",
};

/**
 * Puts the expressions of a parsed dataflow on UTC, in place: `year(…)` becomes `utcyear(…)`, and a
 * date text that a field is compared with becomes the number the field holds.
 */
export function useUtcInExpressions(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(useUtcInExpressions);
  if (!isObject(value)) return;
  if (value["type"] === "CallExpression") renameCall(value);
  else if (value["type"] === "BinaryExpression") compareTimes(value);
  // Elsewhere than in an object literal, such as a tooltip, a value is data.
  for (const [key, item] of Object.entries(value))
    if (key !== "value" || value["type"] === "Property") useUtcInExpressions(item);
}

function renameCall(call: JsonObject): void {
  const callee = isObject(call["callee"]) ? call["callee"] : {};
  const name = String(callee["name"]);
  const plain = name.startsWith("_") ? name.slice(1) : name;
  if (Object.hasOwn(utcNames, plain)) callee["name"] = utcNames[plain];
}

const orderings = new Set(["<", "<=", ">", ">="]);

/** Text against a number is never true in an ordering, so only such comparisons gain. */
function compareTimes(node: JsonObject): void {
  if (!orderings.has(String(node["operator"]))) return;
  for (const side of ["left", "right"]) {
    const literal = node[side];
    if (!isObject(literal) || literal["type"] !== "Literal") continue;
    const text = literal["value"];
    if (typeof text !== "string" || !/^\d{4}-\d{2}/.test(text)) continue;
    node[side === "left" ? "right" : "left"] = timeOf(node[side === "left" ? "right" : "left"]);
    literal["value"] = epochMs(text) ?? NaN;
  }
}

/** A column of dates may be text, where nothing else in the chart uses it as time. */
function timeOf(argument: unknown): JsonObject {
  return {
    type: "CallExpression",
    callee: { type: "Identifier", name: "cnToDate" },
    arguments: [argument],
  };
}
