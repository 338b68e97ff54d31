import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

/** Of more marks than this, words for each one are much work that nobody hears. */
const fewMarks = 1_000;

/**
 * Takes out of a compiled chart, in place, what a still picture does not show: tooltips, and the
 * descriptions of single marks where each of many rows has one.
 */
export function leaveOutWords(compiled: JsonObject): void {
  const data = new Map(objects(compiled["data"]).map((entry) => [String(entry["name"]), entry]));
  const rowsOf = (name: string): number => {
    const { transform, source, values } = data.get(name) ?? {};
    if (objects(transform).some(({ type }) => type === "aggregate")) return 0;
    return typeof source === "string" ? rowsOf(source) : Array.isArray(values) ? values.length : 0;
  };
  const visit = (mark: JsonObject): void => {
    const from = isObject(mark["from"]) ? mark["from"] : {};
    const facet = isObject(from["facet"]) ? from["facet"] : from;
    if (rowsOf(String(facet["data"])) > fewMarks) leaveOut("description", mark);
    leaveOut("tooltip", mark);
    objects(mark["marks"]).forEach(visit);
  };
  objects(compiled["marks"]).forEach(visit);
}

function leaveOut(word: string, mark: JsonObject): void {
  if (isObject(mark["encode"]))
    for (const set of Object.values(mark["encode"])) if (isObject(set)) delete set[word];
  objects(mark["marks"]).forEach((inner) => leaveOut(word, inner));
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
