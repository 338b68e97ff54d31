import type { MetricDescription } from "../protocol/outline.ts";
import { plainItem, type Completion, type Completions } from "./completion.ts";
import {
  columnFacts,
  explainColumn,
  explainFunction,
  explainMetric,
  explainParameter,
  explainTable,
  signature,
} from "./explanation.ts";
import { findMetric, isSame, type NamedTable, type Names } from "./names.ts";
import { clauseAt, cursorAt, enclosingCall, type Cursor } from "./sql-cursor.ts";
import { isSymbol, isWord } from "./sql-tokens.ts";
import { aliasesIn, tablesIn, type TableInScope } from "./tables-in-scope.ts";

/** What may stand at a place in an SQL cell. */
export function completeSql(sql: string, offset: number, names: Names): Completions {
  const cursor = cursorAt(sql, offset);
  if (!cursor) return { start: offset, end: offset, items: [] };
  const { start, end } = cursor.word;
  return { start, end, items: itemsAt(cursor, names) };
}

/** What follows them is a table. */
const tableClauses = ["FROM", "JOIN", "INTO", "UPDATE", "DESCRIBE", "SUMMARIZE"];

function itemsAt(cursor: Cursor, names: Names): readonly Completion[] {
  const { word, before, after } = cursor;
  if (word.value.startsWith("$")) return parameters(names);
  const previous = before.at(-1);
  // A name that is being given, not used.
  if (isWord(previous, "AS")) return [];
  const scope = tablesIn([...before, word, ...after], names);
  if (isSymbol(previous, ".")) return membersOf(before.at(-2)?.value ?? "", scope, names);
  if (tableClauses.includes(clauseAt(before))) {
    const isNext =
      isWord(previous, ...tableClauses) || [",", "("].some((each) => isSymbol(previous, each));
    return [...(isNext ? tableItems(names) : []), ...keywords(names)];
  }
  return unique([
    ...argumentItems(cursor, names),
    ...aliasesIn([...before, ...after]).map((name) => plainItem("column", name, "this query")),
    ...columnsOf(scope, names),
    ...names.metrics.map(metricItem),
    ...scope.map(({ alias, table }) =>
      plainItem(
        table?.kind ?? "result",
        alias,
        "table of this query",
        table && explainTable(table),
      ),
    ),
    ...parameters(names),
    ...keywords(names),
    ...names.words.functions.map((one) => ({
      ...plainItem("function", one.name, "SQL function", explainFunction(one)),
      insert: `${one.name}($1)`,
      isSnippet: true,
    })),
  ]);
}

function membersOf(
  qualifier: string,
  scope: readonly TableInScope[],
  names: Names,
): readonly Completion[] {
  const named = scope.find(({ alias }) => isSame(alias, qualifier));
  if (named) return columnsOf([named], names);
  const table = names.tables.find(({ name }) => isSame(name, qualifier));
  return table ? columnItems(table) : [];
}

/** Of all tables, while the statement names none. */
function columnsOf(scope: readonly TableInScope[], names: Names): readonly Completion[] {
  if (scope.length === 0) return names.tables.flatMap(columnItems);
  return scope.flatMap(({ alias, table, columnNames }) =>
    table ? columnItems(table) : columnNames.map((name) => plainItem("column", name, alias)),
  );
}

function columnItems(table: NamedTable): readonly Completion[] {
  return table.columns.map((column) => ({
    ...plainItem("column", column.name, columnFacts(column), explainColumn(column, table)),
    insert: column.sql,
  }));
}

function tableItems({ tables }: Names): readonly Completion[] {
  return tables.map((table) => ({
    ...plainItem(table.kind, table.name, table.kind, explainTable(table)),
    insert: table.sql,
  }));
}

function metricItem(metric: MetricDescription): Completion {
  return {
    ...plainItem("metric", metric.name, signature(metric), explainMetric(metric)),
    insert: callSnippet(metric),
    isSnippet: true,
  };
}

/** `ctr(${1:sum(clicks)}, …)`. Inputs with a default stay out. */
function callSnippet({ name, inputs }: MetricDescription): string {
  const required = inputs.filter((input) => input.default === undefined);
  const places = required.map((input, index) => `\${${index + 1}:sum(${input.name})}`);
  return `${name}(${places.join(", ")})`;
}

/** Names of inputs that the call around the cursor does not have yet. */
function argumentItems({ before }: Cursor, names: Names): readonly Completion[] {
  const call = enclosingCall(before);
  const metric = call && findMetric(names, call.name.value);
  if (!metric || call.named !== null) return [];
  const free = metric.inputs
    .slice(call.used.length > 0 ? 0 : call.index)
    .filter(({ name }) => !call.used.some((used) => isSame(used, name)));
  return free.map(({ name, unit }) => ({
    ...plainItem("argument", `${name} :=`, unit),
    insert: `${name} := `,
  }));
}

function parameters(names: Names): readonly Completion[] {
  return names.parameters.map((parameter) =>
    plainItem("parameter", `$${parameter.name}`, parameter.about, explainParameter(parameter)),
  );
}

function keywords({ words }: Names): readonly Completion[] {
  return words.keywords.map((word) => plainItem("keyword", word.toUpperCase(), "keyword"));
}

/** A column that several tables have shows once, as the first has it. */
function unique(items: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>();
  return items.filter(({ kind, label }) => {
    const key = `${kind === "function" || kind === "metric" ? "call" : kind} ${label}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
