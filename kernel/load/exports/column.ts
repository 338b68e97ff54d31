import type { CellKind, ExportColumn, ExportDefinition, Spellings } from "./definition.ts";

/** A column by id and its English headers; other languages are added by {@link spelledAlso}. */
type Build = (id: string, ...headers: readonly string[]) => ExportColumn;

export const int = built("int");
export const money = built("money");
export const percent = built("percent");
export const fraction = built("fraction");
export const decimal = built("decimal");
export const duration = built("duration");
export const id = built("id");
export const text = built("text");
export const category = built("category");
export const date = built("date");
export const timestamp = built("timestamp");

function built(kind: CellKind): Build {
  return (columnId, ...headers) => ({
    id: columnId,
    kind,
    headers: headers.length > 0 ? { en: headers } : {},
  });
}

/** A column that says who someone is. */
export function personal(column: ExportColumn): ExportColumn {
  return { ...column, personal: true };
}

/** Columns of which no one has seen the headers in a file. */
export function inferred(...columns: readonly ExportColumn[]): ExportColumn[] {
  return columns.map((column) => ({ ...column, headers: {}, inferred: column.headers }));
}

/** Headers in one language, by the ids of the columns. */
export type Spelled = Readonly<Record<string, readonly string[]>>;

/** As connectors store the parts of an answer's row: `metrics.spend`. */
export function flattened(fields: Spelled): Spelled {
  return Object.fromEntries(
    Object.entries(fields).map(([column, names]) => [
      column,
      ["", "metrics.", "dimensions."].flatMap((part) => names.map((name) => part + name)),
    ]),
  );
}

type Languages = Readonly<Record<string, Spelled>>;

/** A definition whose columns have further headers, by language and id: those seen, and inferred ones. */
export function spelledAlso(
  definition: ExportDefinition,
  seen: Languages,
  guessed: Languages = {},
): ExportDefinition {
  const ids = new Set(definition.columns.map((column) => column.id));
  const stray = [...Object.values(seen), ...Object.values(guessed)]
    .flatMap((spelled) => Object.keys(spelled))
    .find((each) => !ids.has(each));
  if (stray !== undefined) throw new Error(`${definition.id} has no column ${stray}`);
  return {
    ...definition,
    columns: definition.columns.map((column) => ({
      ...column,
      headers: joined(column.id, column.headers, seen),
      inferred: joined(column.id, column.inferred ?? {}, guessed),
    })),
  };
}

function joined(column: string, before: Spellings, added: Languages): Spellings {
  const all = { ...before };
  for (const [language, spelled] of Object.entries(added)) {
    const headers = spelled[column];
    if (headers) all[language] = [...(all[language] ?? []), ...headers];
  }
  return all;
}
