import type { Unit } from "../protocol/unit.ts";
import type { DateOrder } from "./dates/date-text.ts";
import type { CellKind } from "./exports/definition.ts";
import type { NumberMarks } from "./number-text.ts";
import type { MappedColumn } from "./map-columns.ts";

export type SqlType = "VARCHAR" | "BIGINT" | "DECIMAL(18,6)" | "DOUBLE" | "DATE" | "TIMESTAMP";

/** How one column is read: everything that was decided, so that reading a cell needs no more thought. */
export interface ColumnPlan {
  readonly column: MappedColumn;
  readonly kind: Exclude<CellKind, "fraction">;
  readonly unit: Unit;
  readonly type: SqlType;
  /** null: two readings fit, so none is taken. */
  readonly marks: NumberMarks | null;
  readonly order: DateOrder | null;
  readonly percent: PercentMeaning | null;
  /** For the report: how cells are written, where that was decided from evidence. */
  readonly format: string | undefined;
  /** What the decision rests on where this column's own cells do not prove it: the file's other columns, or where its marks stand. */
  readonly assumed: "file" | "grouping" | null;
  /** Whether it is percent or a share rests on the file's other rates. */
  readonly assumedPercent?: boolean;
  /** The header says several things, and the cells proved which of them this is. */
  readonly settled?: boolean;
  /** This column's own cells prove another writing than the stated locale has. */
  readonly againstLocale: boolean;
}

/**
 * What a percent column's cells mean: "signed" carry a percent sign; without one, "points" (0.61 is
 * 0.61 %) and "fraction" (0.0061) are told apart by recomputing from the bases; null: not to be told.
 */
export type PercentMeaning = "signed" | "points" | "fraction";
