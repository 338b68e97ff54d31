import type { JsonObject, Path } from "./vega/json.ts";
import { isObject } from "./vega/json.ts";
import type { FieldInfo, Scope } from "./scope.ts";
import { aggregateLabel, aggregateUnit } from "./scope.ts";

type Name = string | undefined;

/** A field name in a transform, for the check that it exists. */
export type OnField = (name: string, scope: Scope, path: Path) => void;

/** What a place of the spec can name after one transform. */
export function afterTransform(
  scope: Scope,
  transform: JsonObject,
  path: Path,
  onField: OnField,
): Scope {
  const names = (key: string): string[] =>
    list(transform[key]).flatMap((item, index) => {
      if (typeof item !== "string") return [];
      const at = Array.isArray(transform[key]) ? [...path, key, index] : [...path, key];
      onField(item, scope, at);
      return [item];
    });
  const as = (position: number): Name => text(list(transform["as"])[position]);
  const info = (name: Name): FieldInfo => made(name === undefined ? {} : scope.fields.get(name));
  const adding = (...added: [Name, FieldInfo][]): Scope => ({
    ...scope,
    fields: new Map([...scope.fields, ...known(added)]),
  });
  const only = (kept: string[], ...added: [Name, FieldInfo][]): Scope => ({
    ...scope,
    raw: false,
    fields: new Map([
      ...kept.map((name): [string, FieldInfo] => [name, info(name)]),
      ...known(added),
    ]),
  });
  const computed = (key: string): [Name, FieldInfo][] =>
    list(transform[key]).map((entry, index) => {
      if (!isObject(entry)) return [undefined, {}];
      const field = text(entry["field"]);
      if (field !== undefined) onField(field, scope, [...path, key, index, "field"]);
      const op = text(entry["op"]) ?? "";
      const unit = rowNumbers.has(op) ? "count" : aggregateUnit(op, info(field).unit);
      const label = field === undefined ? undefined : (info(field).label ?? field);
      return [
        text(entry["as"]) ?? (field === undefined ? op : `${op}_${field}`),
        {
          ...(unit && { unit }),
          ...(label !== undefined && { label: aggregateLabel(op, label) }),
        },
      ];
    });

  const groups = names("groupby");
  if ("filter" in transform || "sample" in transform) return { ...scope, raw: false };
  if ("calculate" in transform) return adding([as(0), sameField(transform["calculate"], scope)]);
  if ("aggregate" in transform) return only(groups, ...computed("aggregate"));
  if ("joinaggregate" in transform) return adding(...computed("joinaggregate"));
  if ("window" in transform) return adding(...computed("window"));
  if ("bin" in transform) {
    const [field] = names("field");
    return adding([as(0), info(field)], [as(1) ?? `${as(0) ?? ""}_end`, info(field)]);
  }
  if ("timeUnit" in transform) {
    names("field");
    return adding([as(0), { unit: "timestamp" }], [`${as(0) ?? ""}_end`, { unit: "timestamp" }]);
  }
  if ("stack" in transform) {
    const [field] = names("stack");
    const unit = transform["offset"] === "normalize" ? { unit: "ratio" as const } : info(field);
    return adding([as(0), unit], [as(1) ?? `${as(0) ?? ""}_end`, unit]);
  }
  if ("fold" in transform) {
    const units = new Set(names("fold").map((name) => info(name).unit));
    const [unit] = units.size === 1 ? units : [];
    return {
      ...adding([as(0) ?? "key", {}], [as(1) ?? "value", unit ? { unit } : {}]),
      raw: false,
    };
  }
  if ("flatten" in transform) {
    names("flatten");
    return { ...adding([as(0), {}], [as(1), {}], [as(2), {}]), raw: false };
  }
  if ("impute" in transform) {
    names("impute");
    names("key");
    return { ...scope, raw: false };
  }
  if ("density" in transform) {
    const [field] = names("density");
    return only(groups, [as(0) ?? "value", info(field)], [as(1) ?? "density", {}]);
  }
  if ("quantile" in transform) {
    const [field] = names("quantile");
    return only(groups, [as(0) ?? "prob", { unit: "ratio" }], [as(1) ?? "value", info(field)]);
  }
  if ("regression" in transform || "loess" in transform) {
    const [y] = names("regression" in transform ? "regression" : "loess");
    const [x] = names("on");
    const params: [Name, FieldInfo][] =
      transform["params"] === true
        ? [
            ["coef", {}],
            ["rSquared", {}],
          ]
        : [];
    return only(groups, [as(0) ?? x, info(x)], [as(1) ?? y, info(y)], ...params);
  }
  if ("lookup" in transform) {
    names("lookup");
    const from = isObject(transform["from"]) ? transform["from"] : {};
    const fields = list(from["fields"]).map(text);
    if (fields.length === 0) return { ...adding([as(0), {}]), open: as(0) === undefined };
    return adding(...fields.map((name, index): [Name, FieldInfo] => [as(index) ?? name, {}]));
  }
  // pivot names its columns after values; extent adds none; what is new here is not checked.
  return { ...scope, open: scope.open || !("extent" in transform), raw: false };
}

const rowNumbers = new Set(["row_number", "rank", "dense_rank", "ntile", "count"]);

/** A field as a transform made it: not a column of the table any more. */
function made(info: FieldInfo | undefined): FieldInfo {
  return {
    ...(info?.unit && { unit: info.unit }),
    ...(info?.label !== undefined && { label: info.label }),
  };
}

/** `calculate: datum.x` is the field x under another name; any other formula has no known unit. */
function sameField(expression: unknown, scope: Scope): FieldInfo {
  const match = /^\s*datum\.(\w+)\s*$/.exec(text(expression) ?? "");
  return match?.[1] === undefined ? {} : made(scope.fields.get(match[1]));
}

function known(entries: readonly [Name, FieldInfo][]): [string, FieldInfo][] {
  return entries.flatMap(([name, info]) => (name === undefined ? [] : [[name, info]]));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
