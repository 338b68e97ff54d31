import type { ChartData } from "./chart-data.ts";
import type { JsonObject, Path } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import type { Scope } from "./scope.ts";
import type { OnField } from "./transforms.ts";
import { afterTransform } from "./transforms.ts";

/** One definition in an encoding that names a field or counts rows. */
export interface FieldUse {
  readonly channel: string;
  /** The definition in the spec; it may be completed in place. */
  readonly def: JsonObject;
  readonly path: Path;
  readonly scope: Scope;
  readonly role: "main" | "condition" | "sort";
  /** True for an encoding that several layers or facets share. */
  readonly shared: boolean;
}

/** A single mark with all encodings that reach it. */
export interface UnitView {
  readonly mark: string;
  readonly view: JsonObject;
  readonly path: Path;
  readonly scope: Scope;
  readonly uses: readonly FieldUse[];
  /** True where a view around it gives scales or axes of their own to its layers. */
  readonly resolves: boolean;
}

interface Inherited {
  readonly scope: Scope;
  readonly resolves: boolean;
  /** Encodings of the views around, outermost first. */
  readonly encodings: readonly { readonly encoding: JsonObject; readonly path: Path }[];
}

/** Every single-mark view of a spec, layers, facets, repeats and concatenations opened up. */
export function readViews(spec: JsonObject, data: ChartData, onField: OnField): UnitView[] {
  const views: UnitView[] = [];
  data.addDatasets(spec["datasets"], ["datasets"]);
  delete spec["datasets"];

  const visit = (view: JsonObject, path: Path, inherited: Inherited): void => {
    let scope =
      view === spec || view["data"] === undefined ? inherited.scope : data.take(view, path);
    for (const [index, transform] of items(view["transform"])) {
      const at = [...path, "transform", index];
      if (isObject(transform["from"]) && "data" in transform["from"])
        data.take(transform["from"], [...at, "from"]);
      scope = afterTransform(scope, transform, at, onField);
    }
    const own = isObject(view["encoding"])
      ? [{ encoding: view["encoding"], path: [...path, "encoding"] }]
      : [];
    const facet = isObject(view["facet"]) ? facetOf(view["facet"], [...path, "facet"]) : [];
    const resolves = inherited.resolves || view["resolve"] !== undefined;
    const below = { scope, resolves, encodings: [...inherited.encodings, ...own, ...facet] };
    for (const key of ["layer", "concat", "hconcat", "vconcat"])
      for (const [index, child] of items(view[key])) visit(child, [...path, key, index], below);
    if (isObject(view["spec"])) visit(view["spec"], [...path, "spec"], below);
    const mark = isObject(view["mark"]) ? view["mark"]["type"] : view["mark"];
    if (typeof mark !== "string") return;
    const uses = below.encodings.flatMap(({ encoding, path: at }) =>
      usesOf(encoding, at, scope, encoding !== view["encoding"]),
    );
    views.push({ mark, view, path, scope, uses, resolves });
  };

  visit(spec, [], {
    scope: spec["data"] === undefined ? data.main(spec) : data.take(spec, []),
    resolves: false,
    encodings: [],
  });
  return views;
}

/** The operator `facet` holds either one definition or `row` and `column`. */
function facetOf(facet: JsonObject, path: Path) {
  return "row" in facet || "column" in facet
    ? [{ encoding: facet, path }]
    : [{ encoding: { facet }, path: path.slice(0, -1) }];
}

function usesOf(encoding: JsonObject, path: Path, scope: Scope, shared: boolean): FieldUse[] {
  const uses: FieldUse[] = [];
  const add = (def: unknown, channel: string, at: Path, role: FieldUse["role"]): void => {
    if (!isObject(def)) return;
    if (typeof def["field"] === "string" || def["aggregate"] !== undefined)
      uses.push({ channel, def, path: at, scope, role, shared });
    for (const [index, condition] of items(def["condition"]))
      add(
        condition,
        channel,
        Array.isArray(def["condition"]) ? [...at, "condition", index] : [...at, "condition"],
        "condition",
      );
    if (isObject(def["sort"])) add(def["sort"], channel, [...at, "sort"], "sort");
  };
  for (const [channel, value] of Object.entries(encoding))
    if (Array.isArray(value))
      value.forEach((def, index) => add(def, channel, [...path, channel, index], "main"));
    else add(value, channel, [...path, channel], "main");
  return uses;
}

function items(value: unknown): [number, JsonObject][] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : value === undefined
      ? []
      : [value];
  return list.flatMap((item, index): [number, JsonObject][] =>
    isObject(item) ? [[index, item]] : [],
  );
}
