import type { UnpackBudget } from "./budget.ts";

/** What unpacking is given. */
export interface Unpacking {
  readonly budget: UnpackBudget;
  /** @returns a path for the next file; all are removed with the folder they are in */
  readonly nextPath: () => string;
  readonly signal: AbortSignal | undefined;
}
