import type { Problem } from "./problem.ts";
import type { Unit } from "./unit.ts";

/**
 * Everything the loader found, decided, left out or could not read, as one value.
 * Row accounting closes: `rows.read = rows.loaded + Σ rows.leftOut[].rows`.
 */
export interface LoadReport {
  readonly version: 1;
  /** The table's name in SQL. */
  readonly name: string;
  readonly files: readonly LoadedFile[];
  readonly export: RecognisedExport;
  readonly grain: Grain;
  readonly rows: RowAccount;
  readonly columns: readonly LoadedColumn[];
  /** Values that were there and could not be read: NULL in the table. */
  readonly rejected: readonly RejectedValues[];
  readonly totals: TotalsCheck;
  /** Rows whose key (the grain's columns) occurs more than once. */
  readonly duplicates: { readonly rows: number; readonly keys: number };
  readonly dates: DateSpan | null;
  readonly currencies: readonly string[];
  /** Statements by the user about what the file does not say. */
  readonly declared: Readonly<Record<string, string>>;
  readonly notices: readonly Notice[];
}

/** One table that was read; several may come from one file on disk. */
export interface LoadedFile {
  /**
   * The name without folders; the full path stays on the machine that loaded it. What lies inside is
   * named after it: "exports.zip › ads.csv", "report.xlsx › Sheet1".
   */
  readonly name: string;
  /** Of the file on disk. */
  readonly bytes: number;
  /** Of the file on disk. */
  readonly sha256: string;
  /** What the table was written as; left out: delimited text. */
  readonly format?: "xlsx" | "ods" | "xls" | "html" | "json" | "parquet";
  /** What it was packed in. */
  readonly container?: "gzip" | "zip";
  /** Its own rows, where a source has several files. */
  readonly rows?: { readonly read: number; readonly loaded: number };
  /** Of delimited text; "" otherwise, as the next two. */
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  /** 1-based row that holds the header. */
  readonly headerRow: number;
  /** Lines above the header, as read. */
  readonly preamble: readonly string[];
  /** What its name or those lines say of its days; left out: nothing. */
  readonly period?: StatedPeriod;
  /** And of their time zone: "GMT+0". */
  readonly timezone?: string;
}

export interface StatedPeriod {
  /** ISO dates, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly in: "name" | "preamble";
}

export interface RecognisedExport {
  /** Id of the export definition. */
  readonly id: string;
  readonly label: string;
  readonly language: string;
  /** Share of the file's headers that the definition knows, 0–1. */
  readonly certainty: number;
}

export interface Grain {
  /** ad, adgroup, campaign, order_line, creator … as the format has them; unknown */
  readonly level: string;
  readonly period: "hour" | "day" | "total";
  /** Columns that identify a row. */
  readonly key: readonly string[];
}

export interface RowAccount {
  /** Rows below the header, blank lines included. */
  readonly read: number;
  readonly loaded: number;
  readonly leftOut: readonly LeftOutRows[];
}

export interface LeftOutRows {
  /** `repeated`: a later file of the source has the same key. */
  readonly reason:
    | "totals"
    | "description"
    | "section"
    | "blank"
    | "footer"
    | "repeated_header"
    | "ragged"
    | "repeated";
  /** Where a source has several. */
  readonly file?: string;
  readonly rows: number;
  /** 1-based row numbers, the first few. */
  readonly examples: readonly number[];
}

export interface LoadedColumn {
  /** Name in the table. */
  readonly id: string;
  /** As written in the file. */
  readonly header: string;
  /** Canonical id of what the header means; null: the definition does not know it, the name is the cleaned header. */
  readonly means: string | null;
  readonly unit: Unit;
  /** SQL type in the table. */
  readonly type: string;
  readonly nulls: number;
  /** How the cells were written, where that was decided from evidence: "1,234.56", "12.3 %", "2026-01-31" … */
  readonly format?: string;
}

export interface RejectedValues {
  readonly column: string;
  readonly count: number;
  readonly reason:
    | "not_a_number"
    | "not_whole"
    | "not_a_date"
    /** Several days in one cell. */
    | "period"
    | "out_of_range"
    | "masked"
    | "ambiguous";
  readonly samples: readonly {
    /** Where a source has several. */
    readonly file?: string;
    readonly row: number;
    readonly text: string;
  }[];
}

export type TotalsCheck =
  | { readonly status: "none" }
  | {
      readonly status: "agrees" | "differs";
      /** Where a source has several. */
      readonly file?: string;
      /** 1-based row of the totals. */
      readonly row: number;
      readonly columns: readonly TotalsColumn[];
    };

export interface TotalsColumn {
  readonly column: string;
  /** Exact decimal texts. */
  readonly printed: string;
  readonly summed: string;
  readonly agrees: boolean;
}

export interface DateSpan {
  /** ISO dates, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Days between from and to without any row. */
  readonly missing: readonly string[];
  readonly missingDays: number;
}

export interface Notice {
  readonly level: "info" | "warning";
  readonly problem: NoticeText;
}

/** A notice is worded like a problem, with a code of its own kind. */
export type NoticeText = Omit<Problem, "code"> & { readonly code: NoticeCode };

export type NoticeCode =
  | "unknown_columns"
  | "unreadable_values"
  | "totals_differ"
  | "duplicate_keys"
  | "missing_days"
  | "mixed_currencies"
  | "no_currency"
  | "ambiguous_number"
  | "ambiguous_date"
  | "possible_totals"
  | "swapped_dates"
  | "counted_dates"
  | "time_offsets"
  | "no_dates"
  | "date_periods"
  | "stated_period"
  | "period_differs"
  | "rounded_decimals"
  // what rows mean
  | "ratios_differ"
  | "conversions_without_delivery"
  | "order_amounts_repeated"
  | "order_fields_once"
  | "orders_without_sale"
  | "unsettled_amounts"
  | "results_of_several_kinds"
  | "nameless_rows"
  | "assumed_format"
  | "locale_contradicted"
  | "fractional_counts"
  | "rounded_ids"
  | "no_rows"
  | "truncated_input"
  | "transcoded"
  | "preamble"
  | "clicks_unspecified"
  | "attribution_unknown"
  | "personal_data"
  | "another_table"
  | "inferred_headers"
  | "few_known_headers"
  | "settled_meaning"
  | "ambiguous_meaning"
  | "repeated_column"
  | "stray_bytes"
  | "ragged_rows"
  // workbooks
  | "error_cells"
  | "uncalculated_cells"
  | "merged_cells"
  | "hidden_rows"
  | "numeric_ids"
  // several files
  | "left_out_files"
  | "left_out_fields"
  | "repeated_file"
  | "repeated_rows"
  | "partial_columns"
  | "periods_unknown"
  | "periods_overlap"
  | "mixed_timezones"
  // the notebook's pins
  | "pinned_input_differs"
  | "pinned_version_differs";
