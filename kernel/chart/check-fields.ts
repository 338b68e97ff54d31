import { nearest } from "../protocol/near-names.ts";
import type { FieldInfo, Scope } from "./scope.ts";
import type { Path } from "./vega/json.ts";
import { asText } from "./vega/json.ts";
import type { Refuse } from "./spec-problem.ts";
import type { UnitView } from "./views.ts";
import { aggregates, types } from "../language/chart-words.ts";

/** What a name means at a place: exactly that column, or written with Vega-Lite's escapes. */
export function findField(
  name: string,
  scope: Scope,
): { name: string; info: FieldInfo } | undefined {
  for (const candidate of [name, unescaped(name)]) {
    const info = scope.fields.get(candidate);
    if (info) return { name: candidate, info };
  }
  return undefined;
}

/** True for a name that Vega-Lite would read as a path into an object, or as a part of every object. */
export function isAwkward(name: string): boolean {
  return /[.[\]\\'"]/.test(name) || name in Object.prototype;
}

/** Refuses a field name in a transform that the data has not. */
export function checkTransformField(name: string, scope: Scope, path: Path, refuse: Refuse): void {
  const found = findField(name, scope);
  if (found && isAwkward(found.name))
    refuse(
      path,
      `A transform cannot name the column "${found.name}".`,
      "Give the column a plain name in the SQL cell, with AS.",
    );
  if (!found && !scope.open) unknownField(name, scope, path, refuse);
}

/** Refuses encodings that name a field, type or aggregate that is not there. */
export function checkUses(views: readonly UnitView[], refuse: Refuse): void {
  const uses = views.flatMap((view) => view.uses);
  for (const use of uses) {
    const { def, path, scope } = use;
    const type = def["type"];
    if (use.role !== "sort" && type !== undefined && !types.has(asText(type)))
      refuse([...path, "type"], `There is no type "${asText(type)}".`, suggestion(type, types));
    const aggregate = def["aggregate"];
    if (typeof aggregate === "string" && !aggregates.has(aggregate))
      refuse(
        [...path, "aggregate"],
        `There is no aggregate "${aggregate}".`,
        suggestion(aggregate, aggregates),
      );
    const field = def["field"];
    if (typeof field !== "string" || scope.open || findField(field, scope)) continue;
    // What layers share may be missing in one of them, such as the constant data of a target line.
    const found = uses.some((other) => other.def === def && findField(field, other.scope));
    if (!use.shared || !found) unknownField(field, scope, [...path, "field"], refuse);
  }
}

/** Ends with the name that is missing and the one that was likely meant. */
export function unknownField(name: string, scope: Scope, path: Path, refuse: Refuse): never {
  const near = nearest(name, scope.fields.keys());
  const all = [...scope.fields.keys()].slice(0, 8).join(", ");
  return refuse(
    path,
    `The data has no column "${name}".`,
    near === undefined ? `It has: ${all}.` : `Did you mean "${near}"?`,
  );
}

function suggestion(word: unknown, words: Iterable<string>): string | undefined {
  const near = nearest(asText(word), words);
  return near === undefined ? undefined : `Did you mean "${near}"?`;
}

/** "a\\.b", "a['b']" and "['a b']" as the plain name they stand for. */
function unescaped(name: string): string {
  return name.replace(/^\[["'](.*)["']\]$/, "$1").replace(/\\(.)/g, "$1");
}
