import type { LevelFacts, OutputValue } from "./output.ts";
import type { ColumnFilter, ResultView } from "./result-view.ts";

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
  /** Of a view in the result's levels. */
  readonly level?: LevelFacts;
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
