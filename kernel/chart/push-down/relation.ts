import { identifier } from "../../sql.ts";
import type { Reading } from "../table-rows.ts";
import { fieldName } from "../table-rows.ts";
import { isNumberUnit } from "../../protocol/unit.ts";
import type { Unit } from "../../protocol/unit.ts";

/** A field of a dataset as a column of SQL, holding what Vega would hold. */
export interface Field {
  /** Columns have names of their own: SQL's do not tell upper from lower case. */
  readonly column: string;
  readonly kind: "number" | "text" | "boolean";
  /** In Vega the values are Date objects, here their milliseconds. */
  readonly isDate?: boolean;
  /** NULL stands for undefined, which counts as NaN where null counts as 0. */
  readonly isUndefined?: boolean;
  /** Can hold NaN or an infinity, as results of formulas can. */
  readonly isLoose?: boolean;
  /** The same values in the engine's exact type, for sums without rounding. */
  readonly exact?: string;
}

/** The rows of a dataset as a query. Its column `o` is the place of a row among them. */
export interface Relation {
  readonly sql: string;
  readonly fields: ReadonlyMap<string, Field>;
}

/** A column of the table that a chart draws. */
export interface SourceColumn {
  readonly name: string;
  /** SQL type. */
  readonly type: string;
  readonly unit?: Unit;
  /** Of whole numbers: whether all are below 2^53, beyond which charts take them for text. */
  readonly isSafe?: boolean;
}

let columns = 0;

export function newColumn(): string {
  return `c${columns++}`;
}

/**
 * A table in the form in which charts read it (see `readTable`). `unreadable` are the columns of
 * types and readings that SQL would read in another way.
 */
export function sourceRelation(
  table: string,
  source: readonly SourceColumn[],
  readings: ReadonlyMap<number, Reading>,
): { readonly relation: Relation; readonly unreadable: readonly string[] } {
  const items = ["row_number() OVER () AS o"];
  const fields = new Map<string, Field>();
  const unreadable: string[] = [];
  for (const [index, column] of source.entries()) {
    const { name, unit } = column;
    const reading =
      readings.get(index) ?? (unit && isNumberUnit(unit) ? "number" : ("plain" as const));
    const read = readAs(column, reading);
    if (!read) {
      unreadable.push(name);
      continue;
    }
    const [kind, sql] = read;
    const field = { column: newColumn(), kind };
    items.push(`${sql} AS ${field.column}`);
    const exact = kind === "number" && exactTypes.test(column.type) ? newColumn() : undefined;
    if (exact) items.push(`${identifier(name)} AS ${exact}`);
    for (const key of new Set([name, fieldName(name, index)]))
      fields.set(key, exact ? { ...field, exact } : field);
  }
  return {
    relation: { sql: `SELECT ${items.join(", ")} FROM ${identifier(table)}`, fields },
    unreadable,
  };
}

const exactTypes = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*)$/;
const smallIntegers = /^(U?(TINY|SMALL)INT|U?INTEGER)$/;

function readAs(
  { name, type, unit, isSafe = false }: SourceColumn,
  reading: Reading,
): readonly [Field["kind"], string] | undefined {
  const column = identifier(name);
  const isText = unit === "id" || unit === "text" || unit === "category";
  if (type === "FLOAT" || type === "DOUBLE") {
    if (reading === "time" || isText) return undefined;
    return ["number", `CASE WHEN isfinite(${column}) THEN ${column}::DOUBLE END`];
  }
  if (exactTypes.test(type)) {
    if (reading === "number") return ["number", `${column}::DOUBLE`];
    if (reading === "time" || type.startsWith("DECIMAL")) return undefined;
    if (isText) return ["text", `${column}::VARCHAR`];
    return isSafe || smallIntegers.test(type) ? ["number", `${column}::DOUBLE`] : undefined;
  }
  if (type === "DATE" || type === "TIMESTAMP" || type === "TIMESTAMP WITH TIME ZONE") {
    if (reading === "time")
      return ["number", `CASE WHEN isfinite(${column}) THEN floor(epoch_us(${column}) / 1000) END`];
    return reading === "plain" && type === "DATE" ? ["text", `${column}::VARCHAR`] : undefined;
  }
  if (reading !== "plain") return undefined;
  if (type === "VARCHAR" || type.startsWith("ENUM(")) return ["text", `${column}::VARCHAR`];
  return type === "BOOLEAN" ? ["boolean", column] : undefined;
}

/** A field more, or another one under the same name. */
export function withField(
  relation: Relation,
  name: string,
  sql: string,
  field: Omit<Field, "column">,
): Relation {
  const column = newColumn();
  return {
    sql: `SELECT *, ${sql} AS ${column} FROM (${relation.sql})`,
    fields: new Map([...relation.fields, [name, { ...field, column }]]),
  };
}
