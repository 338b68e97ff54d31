import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { RollUp } from "../query/roll-ups.ts";

/** A result where the session keeps it. */
export interface KeptTable {
  /** The table's name in the session. */
  readonly table: string;
  readonly columns: readonly OutputColumn[];
  /** What each column is for several rows together; without it the result has no levels. */
  readonly rollUps?: readonly (RollUp | null)[];
}

export function resultGone(): ProblemError {
  return new ProblemError({
    code: "result_gone",
    message: "This result is no longer there",
    next: "Run the cell again.",
  });
}

export function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "result_gone";
}

/** Whether rows can be asked for by their number: a column of that name hides it. */
export function hasRowNumbers({ columns }: KeptTable): boolean {
  return columns.every(({ name }) => name.toLowerCase() !== "rowid");
}
