import type { Grain } from "../protocol/load-report.ts";
import type { ExportDefinition } from "./exports/definition.ts";

/** What a row stands for, and which columns tell rows apart. */
export function findGrain(
  definition: ExportDefinition,
  columns: readonly { readonly id: string }[],
): Grain {
  const ids = new Set(columns.map((column) => column.id));
  const has = (id: string | undefined): id is string => id !== undefined && ids.has(id);
  const level = definition.levels.find(({ id, name }) => has(id) || has(name));
  const time = ["datetime", "date"].find(has);
  // Rows of one thing may be of several periods.
  const key = [time ?? "period_from"].filter(has);
  if (level) {
    key.push(...(level.within ?? []).filter(has));
    if (has(level.id)) key.push(level.id);
    else {
      // Names are not keys: the same ad name occurs in several ad groups.
      const from = definition.levels.indexOf(level);
      for (const { id, name } of definition.levels.slice(from).toReversed())
        if (has(id)) key.push(id);
        else if (has(name)) key.push(name);
    }
  }
  key.push(...definition.breakdowns.filter(has));
  return {
    level: level?.level ?? "unknown",
    period: time === undefined ? "total" : time === "date" ? "day" : "hour",
    key: [...new Set(key)],
  };
}
