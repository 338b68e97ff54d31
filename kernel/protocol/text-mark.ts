import type { Problem } from "./problem.ts";

/** A place in a cell's text that cannot be as it is, found without running the cell. */
export interface TextMark {
  /** Of the cell. */
  readonly index: number;
  /** In the cell's text, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly problem: Problem;
  /** Texts that may have been meant there, the most alike first. */
  readonly replacements: readonly string[];
}
