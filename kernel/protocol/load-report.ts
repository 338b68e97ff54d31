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

export interface LoadedFile {
  /** The name without folders; the full path stays on the machine that loaded it. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  /** 1-based row that holds the header. */
  readonly headerRow: number;
  /** Lines above the header, as read. */
  readonly preamble: readonly string[];
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
  readonly level: "campaign" | "adgroup" | "ad" | "unknown";
  readonly period: "day" | "total";
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
  readonly reason: "totals" | "blank" | "footer" | "repeated_header" | "ragged";
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
    "not_a_number" | "not_whole" | "not_a_date" | "out_of_range" | "masked" | "ambiguous";
  readonly samples: readonly { readonly row: number; readonly text: string }[];
}

export type TotalsCheck =
  | { readonly status: "none" }
  | {
      readonly status: "agrees" | "differs";
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
  | "repeated_column"
  | "stray_bytes"
  | "ragged_rows";
