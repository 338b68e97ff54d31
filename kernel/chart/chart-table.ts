import type { Unit } from "../protocol/unit.ts";

/** Data for a chart: a result of the engine, column by column described, row by row given. */
export interface ChartTable {
  /** The name that `data: {name: …}` in the spec refers to. */
  readonly name?: string;
  readonly columns: readonly ChartColumn[];
  /** number, string, boolean, null or bigint; dates as ISO text in UTC; exact decimals as text. */
  readonly rows: readonly (readonly unknown[])[];
  /** Rows of the table, where `rows` only show what values its columns have. */
  readonly total?: number;
  /** ISO 4217 code of the money columns. */
  readonly currency?: string;
}

export interface ChartColumn {
  readonly name: string;
  readonly unit?: Unit;
  /** What an axis says, e.g. "CTR (destination)". */
  readonly label?: string;
}
