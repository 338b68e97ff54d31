import type { Problem, ProblemCode } from "../protocol/problem.ts";

/** Codes of inputs that could not be loaded. */
const inputs: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "not_found",
  "not_a_file",
  "not_readable",
  "file_changed",
  "empty_file",
  "binary_file",
  "unsupported_container",
  "damaged_container",
  "nested_archive",
  "encrypted_file",
  "unsafe_archive",
  "no_table",
  "files_differ",
  "unsupported_encoding",
  "no_header",
  "open_quote",
  "unrecognised_export",
  "too_large",
]);

const wrongUse: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "bad_arguments",
  "unknown_metric",
  "unknown_locale",
]);

/** 0 done; 1 a cell or query failed; 2 wrong use; 3 an input could not be loaded; 130 stopped. */
export function exitStatus({ code, place }: Problem): number {
  if (code === "interrupted") return 130;
  // In a cell, too large is a result or a chart, and wrong arguments are those of its fence line.
  if (place?.cell !== undefined && place.cell !== "setup") return 1;
  if (inputs.has(code)) return 3;
  return wrongUse.has(code) ? 2 : 1;
}
