import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";

/** Rows of a dataset without the names repeated in each. */
interface ColumnarRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * A compiled chart with its rows as text for a page, fields that nothing reads left out and times
 * as UTC milliseconds; null where it is longer than `maxLength`.
 */
export function liveText(compiled: JsonObject, maxLength: number): string | null {
  const entries: readonly unknown[] = Array.isArray(compiled["data"]) ? compiled["data"] : [];
  const withoutRows = entries.map((entry) =>
    isObject(entry) && "values" in entry ? { ...entry, values: [] } : entry,
  );
  const text = JSON.stringify({ ...compiled, data: withoutRows });
  const data = entries.map((entry) =>
    isObject(entry) && Array.isArray(entry["values"])
      ? { ...entry, values: columnar(entry["values"].filter(isObject), text) }
      : entry,
  );
  const live = JSON.stringify({ ...compiled, data }, times);
  return live.length > maxLength ? null : live;
}

/** @param text  from `liveText` */
export function readLive(text: string): JsonObject {
  const compiled: unknown = JSON.parse(text);
  if (!isObject(compiled)) throw new Error("A chart is an object.");
  const entries: readonly unknown[] = Array.isArray(compiled["data"]) ? compiled["data"] : [];
  for (const entry of entries)
    if (isObject(entry) && isColumnar(entry["values"])) {
      const { columns, rows } = entry["values"];
      entry["values"] = rows.map((row) =>
        Object.fromEntries(columns.map((name, index) => [name, row[index]])),
      );
    }
  return compiled;
}

/** A field that some row has not is undefined there, which JSON cannot say in a list. */
function columnar(values: readonly JsonObject[], text: string): unknown {
  const names = new Set(values.flatMap((row) => Object.keys(row)));
  const columns = [...names].filter((name) => mayName(text, name));
  const isWhole = values.every((row) => columns.every((name) => row[name] !== undefined));
  if (!isWhole || values.length === 0) return values;
  return { columns, rows: values.map((row) => columns.map((name) => row[name])) };
}

/** Whether a spec may read a field: its name is somewhere in it, as it is or escaped. */
function mayName(text: string, name: string): boolean {
  const once = JSON.stringify(name).slice(1, -1);
  return text.includes(once) || text.includes(JSON.stringify(once).slice(1, -1));
}

function isColumnar(value: unknown): value is ColumnarRows {
  return isObject(value) && Array.isArray(value["columns"]) && Array.isArray(value["rows"]);
}

/** `JSON.stringify` hands a Date over as text already. */
function times(this: unknown, key: string, value: unknown): unknown {
  const own: unknown = isObject(this) || Array.isArray(this) ? Reflect.get(this, key) : value;
  return own instanceof Date ? own.getTime() : value;
}
