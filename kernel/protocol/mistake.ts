/** What `check` finds wrong with the analysis itself, in cells that run without an error. */

export type MistakeCode =
  | "average_of_ratio"
  | "sum_of_people"
  | "rates_ranked_across_regions"
  | "attribution_mixed"
  | "currencies_mixed"
  | "timezones_mixed"
  | "estimate_used"
  | "orders_not_cleaned"
  | "test_too_short"
  | "test_underpowered"
  | "test_changes_two_factors"
  | "printed_cvr_compared"
  | "limit_without_order"
  | "not_repeatable"
  | "personal_data_shown"
  | "pinned_input_differs"
  | "pinned_version_differs"
  | "pins_unverified";

/** `info`: worth a look, and may well be meant. */
export type MistakeLevel = "warning" | "info";

/** Lines and characters count from 1 in the cell; the end is exclusive. */
export interface TextRange {
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

export interface Mistake {
  readonly code: MistakeCode;
  readonly level: MistakeLevel;
  /** What is wrong and why, one or two sentences. */
  readonly message: string;
  /** What to write instead. */
  readonly next: string;
  /** Among all cells, from 0. */
  readonly index: number;
  /** How messages call the cell. */
  readonly cell: string;
  readonly range: TextRange;
  /** Line of the file; null where the cell did not come from one. */
  readonly fileLine: number | null;
  /** An edit of the cell after which this is no mistake any more; null where there is none. */
  readonly fix: { readonly title: string; readonly edits: readonly TextEdit[] } | null;
}

export interface CheckResult {
  /** In the order of the notebook. */
  readonly mistakes: readonly Mistake[];
  /** Cells that could not be read, and why. */
  readonly unread: readonly {
    readonly index: number;
    readonly cell: string;
    readonly because: string;
  }[];
}
