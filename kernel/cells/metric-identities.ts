import { catalogue } from "../metrics/catalogue.ts";
import { dateFunctions } from "../metrics/date-functions.ts";
import { macroStatement } from "../metrics/macros.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { digest } from "./digest.ts";

type Column = FrontMatter["columns"][number];

const builtIn: ReadonlyMap<string, string> = new Map([
  ...catalogue.map(
    (metric) =>
      [
        metric.name.toLowerCase(),
        digest([macroStatement(metric), metric.unit, metric.label]),
      ] as const,
  ),
  ...dateFunctions.map(({ name, sql }) => [name, digest(sql)] as const),
]);

/**
 * What identifies the definition behind each name that a cell can call: a metric's macro, a column's
 * formula with those of the columns that it names.
 *
 * @param plugins  of what plugins define, which any formula may use
 * @returns by name in small letters
 */
export function metricIdentities(
  columns: readonly Column[],
  plugins: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  return new Map([
    ...builtIn,
    ...plugins,
    ...[...byName.keys()].map(
      (name) =>
        [
          name,
          digest(
            plugins.size === 0
              ? definitionsOf(name, byName)
              : [definitionsOf(name, byName), ...plugins],
          ),
        ] as const,
    ),
  ]);
}

/** The column and all that its formula leads to. A word in a text or comment of it counts too: rather one too many. */
function definitionsOf(start: string, byName: ReadonlyMap<string, Column>): Column[] {
  const found = new Map<string, Column>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const column = byName.get(name);
    if (!column || found.has(name)) continue;
    found.set(name, column);
    waiting.push(...(column.formula.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []));
  }
  return [...found.values()];
}
