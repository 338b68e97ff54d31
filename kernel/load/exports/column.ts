import type { CellKind, ExportColumn, ExportDefinition } from "./definition.ts";

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

type Fields = Readonly<Record<string, readonly string[]>>;

/** A definition whose columns have further headers, by their ids. */
export function spelledAlso(
  definition: ExportDefinition,
  language: string,
  fields: Fields,
  where: "headers" | "inferred" = "headers",
): ExportDefinition {
  const ids = new Set(definition.columns.map((column) => column.id));
  const stray = Object.keys(fields).find((each) => !ids.has(each));
  if (stray !== undefined) throw new Error(`${definition.id} has no column ${stray}`);
  return {
    ...definition,
    columns: definition.columns.map((column) => {
      const added = fields[column.id];
      const before = column[where] ?? {};
      return added
        ? { ...column, [where]: { ...before, [language]: [...(before[language] ?? []), ...added] } }
        : column;
    }),
  };
}
