/**
 * What went wrong, said once: the code is for programs, the rest is interface text.
 * Tests and callers switch on `code`, never on wording.
 */

export type ProblemCode =
  // wrong use
  | "bad_arguments"
  | "unknown_name"
  | "unknown_metric"
  // inputs
  | "not_found"
  | "not_a_file"
  | "not_readable"
  | "file_changed"
  | "empty_file"
  | "binary_file"
  | "unsupported_container"
  | "damaged_container"
  | "nested_archive"
  | "encrypted_file"
  | "unsafe_archive"
  | "no_table"
  | "files_differ"
  | "unsupported_encoding"
  | "no_header"
  | "open_quote"
  | "unrecognised_export"
  | "unknown_locale"
  | "too_large"
  // notebook file
  | "front_matter"
  | "formula"
  | "chart_spec"
  | "reopens_differently"
  // cells
  | "unsupported_cell"
  | "used_before_defined"
  | "kpi_shape"
  | "findings_shape"
  | "view_shape"
  | "no_result"
  | "stale_result"
  | "result_gone"
  // TypeScript
  | "script_syntax"
  | "script_error"
  | "script_import"
  | "script_value"
  | "script_column"
  // plugins
  | "plugin"
  // the kernel process
  | "kernel_ended"
  | "kernel_unavailable"
  | "not_trusted"
  // the engine
  | "sql_syntax"
  | "sql_unknown_name"
  | "sql_type"
  | "sql_runtime"
  | "sql_parameter"
  | "statement_refused"
  | "access_refused"
  | "interrupted"
  | "out_of_memory"
  | "disk_full"
  | "engine_broken"
  | "database_locked"
  | "name_taken"
  // ours
  | "cache_unusable"
  | "not_writable"
  | "internal";

/** Where. Rows, lines and characters count from 1, as editors and spreadsheets show them. */
export interface Place {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly cell?: string;
  readonly line?: number;
  readonly character?: number;
}

export interface Problem {
  readonly code: ProblemCode;
  /** What happened, one sentence, no stack, no internal path. */
  readonly message: string;
  readonly place?: Place;
  /** What the reader can do now. */
  readonly next?: string;
}

/** The one error class that crosses module borders. Anything else that is thrown is a defect. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

const maxLength = 400;

/** "what (where). What next." in at most 400 characters, control characters made visible. */
export function describeProblem(problem: Problem): string {
  const where = describePlace(problem.place);
  const next = problem.next ? ` ${problem.next}` : "";
  const room = maxLength - next.length - where.length - 1;
  const what = shorten(problem.message, Math.max(room, 80));
  const stop = next !== "" && !/[.!?…]$/.test(what) ? "." : "";
  return visible(what + where + stop + next).slice(0, maxLength);
}

function describePlace(place: Place | undefined): string {
  const text = place ? placeText(place) : "";
  return text === "" ? "" : ` (${text})`;
}

/** "ads.csv, row 3, column “Cost”"; empty for a place that says nothing. */
export function placeText(place: Place): string {
  return [
    place.cell === undefined ? undefined : `cell ${place.cell}`,
    place.file,
    place.row === undefined ? undefined : `row ${place.row}`,
    place.column === undefined ? undefined : `column “${place.column}”`,
    place.line === undefined ? undefined : `line ${place.line}`,
    place.character === undefined ? undefined : `character ${place.character}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Text from files and engines as it may safely be shown in a terminal: no escape or bidi control takes effect. */
export function visible(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
