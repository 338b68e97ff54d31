import type { LevelPlace } from "./result-level.ts";

/** Which rows of a result are read, and in which order. Without keys they come as the query gave them. */
export interface ResultView {
  /** The most important first. Missing values stand last either way; ties keep the query's order. */
  readonly sort: readonly SortKey[];
  /** Rows pass all of them; at most one per column. */
  readonly filters: readonly ColumnFilter[];
  /** Where one is in the result's levels: rows that pass the filters are summed up for it. */
  readonly level?: LevelPlace;
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
