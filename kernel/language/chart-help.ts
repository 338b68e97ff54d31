import { attributeOf } from "../notebook/attributes.ts";
import { aggregates, channels, marks, types } from "./chart-words.ts";
import { plainItem, type Completion, type Completions } from "./completion.ts";
import { columnFacts, explainColumn, explainTable } from "./explanation.ts";
import type { Hover } from "./hover-sql.ts";
import { findTable, isSame, type NamedTable, type Names } from "./names.ts";
import { yamlCursor, type YamlCursor } from "./yaml-cursor.ts";

/** @param attributes  of the cell, whose `data=` names what it draws */
export function completeChart(
  text: string,
  offset: number,
  attributes: string,
  names: Names,
): Completions {
  const cursor = yamlCursor(text, offset);
  if (!cursor) return { start: offset, end: offset, items: [] };
  const { start, end } = cursor;
  return { start, end, items: itemsAt(cursor, dataOf(attributes, names), names) };
}

/** The column that a chart names at a place. */
export function hoverChart(
  text: string,
  offset: number,
  attributes: string,
  names: Names,
): Hover | null {
  const cursor = yamlCursor(text, offset);
  if (cursor?.at !== "value" || !namesColumn(cursor.path)) return null;
  const { start, end } = cursor;
  const table = dataOf(attributes, names);
  const column = table?.columns.find(({ name }) => isSame(name, text.slice(start, end)));
  return table && column ? { start, end, about: explainColumn(column, table) } : null;
}

function dataOf(attributes: string, names: Names): NamedTable | undefined {
  const data = attributeOf(attributes, "data");
  return typeof data === "string" ? findTable(names, data) : undefined;
}

const columnKeys = new Set(["field", "groupby", "fold", "lookup"]);

function namesColumn(path: readonly string[]): boolean {
  return columnKeys.has(path.at(-1) ?? "");
}

const views =
  "title description width height mark encoding transform layer facet columns spec resolve hconcat vconcat repeat params";
const definition =
  "field type aggregate bin timeUnit title sort scale axis legend stack format value condition";
const mark = "type point line opacity color size interpolate tooltip align dx dy strokeDash";

function itemsAt(
  { path, at }: YamlCursor,
  table: NamedTable | undefined,
  names: Names,
): readonly Completion[] {
  const last = path.at(-1) ?? "";
  if (at === "key") {
    if (last === "encoding") return keys(channels);
    if (last === "mark") return keys(mark.split(" "));
    if (path.at(-2) === "encoding") return keys(definition.split(" "));
    return ["", "layer", "spec", "hconcat", "vconcat"].includes(last) ? keys(views.split(" ")) : [];
  }
  if (namesColumn(path) && table)
    return table.columns.map((column) =>
      plainItem("column", column.name, columnFacts(column), explainColumn(column, table)),
    );
  if (last === "data")
    return names.tables.map((each) =>
      plainItem(each.kind, each.name, each.kind, explainTable(each)),
    );
  if (last === "mark" || (last === "type" && path.at(-2) === "mark")) return values(marks);
  if (last === "type") return values(types);
  return last === "aggregate" ? values(aggregates) : [];
}

function keys(words: Iterable<string>): readonly Completion[] {
  return [...words].map((word) => ({ ...plainItem("key", word, ""), insert: `${word}: ` }));
}

function values(words: Iterable<string>): readonly Completion[] {
  return [...words].map((word) => plainItem("value", word, ""));
}
