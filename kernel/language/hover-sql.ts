import {
  explainColumn,
  explainFunction,
  explainMetric,
  explainParameter,
  explainTable,
  type Explanation,
} from "./explanation.ts";
import {
  findFunction,
  findMetric,
  findParameter,
  findTable,
  isSame,
  type NamedTable,
  type Names,
} from "./names.ts";
import { cursorAt, enclosingCall, type Cursor } from "./sql-cursor.ts";
import { isSymbol } from "./sql-tokens.ts";
import { tablesIn } from "./tables-in-scope.ts";

export interface Hover {
  /** What is explained, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly about: Explanation;
}

/** What the name at a place of an SQL cell means; null where it means nothing known. */
export function hoverSql(sql: string, offset: number, names: Names): Hover | null {
  const cursor = cursorAt(sql, offset);
  if (!cursor || cursor.word.value === "") return null;
  const about = explain(cursor, names);
  return about && { start: cursor.word.start, end: cursor.word.end, about };
}

function explain(cursor: Cursor, names: Names): Explanation | null {
  const { word, before, after } = cursor;
  if (word.kind === "parameter") {
    const parameter = findParameter(names, word.value.slice(1));
    return parameter ? explainParameter(parameter) : null;
  }
  const next = after[0];
  if (isSymbol(next, "(")) {
    const metric = findMetric(names, word.value);
    if (metric) return explainMetric(metric);
    const engines = findFunction(names, word.value);
    return engines ? explainFunction(engines) : null;
  }
  if (isSymbol(next, ":") && isSymbol(after[1], "=")) return explainArgument(cursor, names);
  const scope = tablesIn([...before, word, ...after], names);
  const qualifier = isSymbol(before.at(-1), ".") ? before.at(-2)?.value : undefined;
  if (!isSymbol(next, ".")) {
    const known = (
      qualifier === undefined ? scope : scope.filter(({ alias }) => isSame(alias, qualifier))
    ).flatMap(({ table }) => table ?? []);
    const column = explainColumnOf(known, word.value);
    if (column) return column;
  }
  const table = scope.find(({ alias }) => isSame(alias, word.value))?.table;
  const named = table ?? findTable(names, word.value);
  return named ? explainTable(named) : null;
}

function explainColumnOf(tables: readonly NamedTable[], name: string): Explanation | null {
  for (const table of tables) {
    const column = table.columns.find((each) => isSame(each.name, name));
    if (column) return explainColumn(column, table);
  }
  return null;
}

function explainArgument({ word, before }: Cursor, names: Names): Explanation | null {
  const call = enclosingCall(before);
  const metric = call && findMetric(names, call.name.value);
  const input = metric?.inputs.find(({ name }) => isSame(name, word.value));
  if (!metric || !input) return null;
  const unless = input.default === undefined ? "" : `, ${input.default} unless given`;
  return {
    title: input.name,
    facts: `${input.unit}${unless}`,
    code: `${metric.name} = ${metric.formula}`,
    paragraphs: [],
  };
}
