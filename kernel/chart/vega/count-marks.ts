import type { JsonObject } from "./json.ts";
import { asText, isObject } from "./json.ts";

/** Above this many marks of one kind their single labels only make the file large. */
const maxLabelled = 200;

/** What a drawn scene holds: marks made from data, per group of marks. */
export interface MarkCount {
  readonly marks: number;
  /** Kinds of marks that stand in the spec and drew nothing. */
  readonly empty: readonly string[];
}

/** Counts the marks of a scene, points of a line one by one, and silences labels of large groups. */
export function countMarks(scene: object): MarkCount {
  const byName = new Map<string, { kind: string; count: number }>();
  const visit = (node: unknown): void => {
    if (!isObject(node)) return;
    const items: readonly unknown[] = Array.isArray(node["items"]) ? node["items"] : [];
    const kind = String(node["marktype"]);
    if (node["role"] === "mark" && kind !== "group") {
      const key = asText(node["name"] ?? kind);
      byName.set(key, { kind, count: (byName.get(key)?.count ?? 0) + items.length });
      if (items.length > maxLabelled) node["aria"] = false;
    }
    // Items of plain marks hold no marks of their own.
    if (kind === "group" || node["marktype"] === undefined) items.forEach(visit);
  };
  if ("root" in scene) visit(scene.root);
  const counts = [...byName.values()];
  return {
    marks: counts.reduce((sum, { count }) => sum + count, 0),
    empty: counts.filter(({ count }) => count === 0).map(({ kind }) => kind),
  };
}

/**
 * The rows that a mark would draw one by one, the largest of all marks; 0 where aggregation, or a
 * filter whose effect is unknown, stands in between.
 */
export function rawMarks(spec: JsonObject, rows: ReadonlyMap<string, number>): number {
  const data = new Map(objects(spec["data"]).map((entry) => [String(entry["name"]), entry]));
  const rawRows = (name: string): number => {
    const entry = data.get(name);
    if (!entry) return 0;
    if (objects(entry["transform"]).some(({ type }) => reducing.has(String(type)))) return 0;
    return typeof entry["source"] === "string" ? rawRows(entry["source"]) : (rows.get(name) ?? 0);
  };
  const visit = (mark: JsonObject): number => {
    const from = isObject(mark["from"]) ? mark["from"] : {};
    const facet = isObject(from["facet"]) ? from["facet"] : {};
    const below = Math.max(0, ...objects(mark["marks"]).map(visit));
    return Math.max(below, rawRows(String(facet["data"] ?? from["data"])));
  };
  return Math.max(0, ...objects(spec["marks"]).map(visit));
}

const reducing = new Set([
  "aggregate",
  "filter",
  "sample",
  "density",
  "kde",
  "regression",
  "loess",
  "quantile",
  "pivot",
]);

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
