import type { OutputValue } from "./output.ts";

/** Which rows of a result are read, and in which order. Without keys they come as the query gave them. */
export interface ResultView {
  /** The most important first. Missing values stand last either way; ties keep the query's order. */
  readonly sort: readonly SortKey[];
  /** Rows pass all of them; at most one per column. */
  readonly filters: readonly ColumnFilter[];
}

/** A view with the columns that are drawn, in their order; null: all of them. */
export interface TableView extends ResultView {
  readonly columns: readonly string[] | null;
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

/** Values are texts in the notation of `OutputValue`: "12.50", "2026-01-31", "true". */
export type ColumnFilter =
  | {
      readonly kind: "values";
      readonly column: string;
      /** null: rows without a value. */
      readonly values: readonly (string | null)[];
    }
  /** Both ends belong to it; null: open. */
  | {
      readonly kind: "range";
      readonly column: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  /** Upper and lower case are one. */
  | { readonly kind: "contains"; readonly column: string; readonly text: string }
  | { readonly kind: "missing"; readonly column: string; readonly isMissing: boolean };

export const wholeResult: TableView = { columns: null, sort: [], filters: [] };

export interface PageRequest {
  /** Of the table output. */
  readonly result: string;
  readonly view: ResultView;
  /** Rows of the view before the first one wanted. */
  readonly offset: number;
  /** At most `maxPageRows`. */
  readonly count: number;
}

export const maxPageRows = 200;

export interface ResultPage {
  /** As many as were asked for, or fewer where the view ends or they would be too long. */
  readonly rows: readonly (readonly OutputValue[])[];
  /** Rows of the view. */
  readonly total: number;
  /** Rows of the whole result. */
  readonly of: number;
}

export interface SummaryRequest {
  readonly result: string;
  readonly column: string;
  /** Those on the column itself do not count: its summary is what can be chosen from. */
  readonly filters: readonly ColumnFilter[];
  /** Only values that contain this are listed; empty: all. */
  readonly search: string;
}

/** What a column holds. Values are in the notation of `OutputValue`. */
export interface ColumnSummary {
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  readonly min: OutputValue;
  readonly max: OutputValue;
  /** Of numbers the middle one, or the middle between two; of dates the earlier of two. */
  readonly median: OutputValue;
  /** Equally wide, from the least to the greatest value; none where that makes no sense. */
  readonly bins: readonly HistogramBin[];
  /** The most frequent first, ties by value. */
  readonly values: readonly { readonly value: OutputValue; readonly rows: number }[];
}

export interface HistogramBin {
  /** Belongs to the bin. */
  readonly from: string;
  /** Belongs to the next one, except in the last. */
  readonly to: string;
  readonly rows: number;
}
