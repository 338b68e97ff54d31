/**
 * The types of what a cell imports from "campaign-notebook", beside the metrics; the values are those of
 * notebook-api.ts.
 */

import type {
  Bool,
  DataType,
  Date_,
  Decimal,
  Float,
  Int,
  Table,
  Timestamp,
  TypeMap,
  Utf8,
} from "apache-arrow";
import type { compute } from "../metrics/compute.ts";
import type { NumberUnit, Unit } from "../protocol/unit.ts";
import type { Column, ColumnDefinition } from "./worker/columns.ts";
import type { Chart } from "./worker/chart.ts";
import type { Row, Stated } from "./worker/rows-to-table.ts";

export * from "../api.ts";
export type { Chart, Column, ColumnDefinition };

/** A value in SQL; a date without a time is a day. */
export type SqlValue = number | bigint | string | boolean | Date | null | undefined;

type Value<D extends DataType> = D extends Int | Float | Decimal
  ? number
  : D extends Utf8 | Date_ | Timestamp
    ? string
    : D extends Bool
      ? boolean
      : unknown;

/** A row as `rows()` gives it. Of a table whose columns are not known, anything. */
export type RowOf<T extends TypeMap> = string extends keyof T
  ? // oxlint-disable-next-line typescript/no-explicit-any -- nothing would be gained by asking the author
    any
  : { [K in keyof T]: Value<T[K]> | null };

export interface TableFunction<Tables extends Readonly<Record<string, TypeMap>>> {
  /** A source or named result, as an Arrow table. */
  <Name extends keyof Tables & string>(name: Name): Promise<Table<Tables[Name]>>;
  /** A source or named result, as an Arrow table. */
  (name: string): Promise<Table>;
  /** Rows as an Arrow table: `table(rows, { units: { cost: "money" }, currency: "EUR" })`. */
  (rows: readonly Row[], stated?: Stated): Table;
}

/**
 * One query, as an Arrow table: ``sql`FROM ads WHERE cost > ${least}` ``. Values are bound, never pasted;
 * the notebook's parameters are bound as in SQL cells.
 */
export declare function sql(
  texts: TemplateStringsArray,
  ...values: readonly SqlValue[]
): Promise<Table>;
/** One query, as an Arrow table: `sql("FROM ads WHERE cost > $least", { least: 3 })`. */
export declare function sql(
  statement: string,
  values?: Readonly<Record<string, SqlValue>>,
): Promise<Table>;

/** An Arrow table as plain objects. Whole numbers beyond 2^53 are bigint; dates and times are text. */
export declare function rows<T extends TypeMap>(table: Table<T>): RowOf<T>[];

/** A Vega-Lite chart over rows, an Arrow table or the name of a result. */
export declare function chart(spec: object, data?: string | Table | readonly Row[] | null): Chart;

/**
 * A column that SQL calls like a metric. Its `id` has to stand in the cell as text; `compute` gets the
 * inputs of one row, `computeBatch` those of many.
 */
export declare function defineColumn<
  const I extends Readonly<Record<string, Unit>>,
  const U extends NumberUnit | "text",
>(definition: ColumnDefinition<I, U>): Column;

/** A table with a column computed over its rows, once. Its inputs are the table's columns of their names. */
export declare function addColumn(table: Table, column: Column): Table;

/** The metrics as functions of named inputs, by name. */
export declare const metrics: typeof compute;

/** A source or named result, or rows, as an Arrow table. Each notebook's own knows its tables. */
export declare const table: TableFunction<Readonly<Record<string, TypeMap>>>;

/** The notebook's parameters. Each notebook's own knows their names. */
export declare const params: Readonly<Record<string, string | number | bigint | boolean | null>>;
