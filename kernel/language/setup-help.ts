import { plainItem, type Completion, type Completions } from "./completion.ts";
import { columnFacts, explainColumn, explainMetric, type Explanation } from "./explanation.ts";
import type { Hover } from "./hover-sql.ts";
import { findMetric, isSame, type NamedTable, type Names } from "./names.ts";
import { isFilePath, isFormula, settingsAt, valuesAt, type Setting } from "./setup-words.ts";
import { yamlCursor, type YamlCursor } from "./yaml-cursor.ts";

/**
 * What may stand at a place in the setup cell.
 *
 * @param files  exports beside the notebook, as a source's path names them
 */
export function completeSetup(
  text: string,
  offset: number,
  names: Names,
  files: readonly string[],
): Completions {
  const cursor = yamlCursor(text, offset);
  if (!cursor) return { start: offset, end: offset, items: [] };
  const { start, end } = cursor;
  return { start, end, items: itemsAt(cursor, names, files) };
}

/** Whether the place takes the path of an export. */
export function takesFile(text: string, offset: number): boolean {
  const cursor = yamlCursor(text, offset);
  return cursor?.at === "value" && isFilePath(cursor.path);
}

function itemsAt(
  { path, at }: YamlCursor,
  names: Names,
  files: readonly string[],
): readonly Completion[] {
  if (at === "value") {
    if (isFilePath(path)) return files.map((file) => plainItem("value", file, "export"));
    if (isFormula(path)) return formulaItems(names);
    return valuesAt(path).map((value) => plainItem("value", value, ""));
  }
  if (path.length === 1 && path[0] === "targets")
    return names.metrics.map((metric) => ({
      ...plainItem("key", metric.name, metric.unit, explainMetric(metric)),
      insert: `${metric.name}: `,
    }));
  return settingsAt(path).map((setting) => ({
    ...plainItem("key", setting.name, setting.takes, explainSetting(setting)),
    insert: `${setting.name}: `,
  }));
}

function formulaItems(names: Names): readonly Completion[] {
  const columns = sources(names).flatMap((table) =>
    table.columns.map((column) => ({
      ...plainItem("column", column.name, columnFacts(column), explainColumn(column, table)),
      insert: column.sql,
    })),
  );
  const metrics = names.metrics.map((metric) =>
    plainItem("metric", metric.name, metric.unit, explainMetric(metric)),
  );
  return [...columns, ...metrics];
}

/** What a setting is for, or what a name in a formula means. */
export function hoverSetup(text: string, offset: number, names: Names): Hover | null {
  // A word is read from its first letter, so that `path:` is a key also at its end.
  const start = offset - (/[\w-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  const cursor = yamlCursor(text, start);
  const word = text.slice(start, end);
  const about = cursor && word !== "" ? explain(cursor, word, names) : null;
  return about && { start, end, about };
}

function explain({ path, at }: YamlCursor, word: string, names: Names): Explanation | null {
  if (at === "key") {
    const setting = settingsAt(path).find(({ name }) => name === word);
    if (setting) return explainSetting(setting);
    const named = ["columns", "targets"].includes(path[0] ?? "") && path.length === 1;
    const metric = named ? findMetric(names, word) : undefined;
    return metric ? explainMetric(metric) : null;
  }
  if (!isFormula(path)) return null;
  for (const table of sources(names)) {
    const column = table.columns.find(({ name }) => isSame(name, word));
    if (column) return explainColumn(column, table);
  }
  const metric = findMetric(names, word);
  return metric ? explainMetric(metric) : null;
}

function explainSetting({ name, takes, doc }: Setting): Explanation {
  return { title: name, facts: takes, code: "", paragraphs: [doc] };
}

function sources({ tables }: Names): readonly NamedTable[] {
  return tables.filter(({ kind }) => kind === "source");
}
