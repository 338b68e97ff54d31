import type { MistakeCode, MistakeLevel } from "../protocol/mistake.ts";
import type { CheckedNotebook, CheckedStatement, Found } from "./statement.ts";

/** One kind of mistake. A rule says nothing where it is not certain. */
export interface Rule {
  readonly code: MistakeCode;
  readonly level: MistakeLevel;
  readonly find: (statement: CheckedStatement, notebook: CheckedNotebook) => Iterable<Found>;
}
