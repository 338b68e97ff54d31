import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Rule } from "./rule.ts";

export interface FailedRule {
  readonly failed: Problem;
  readonly findings: readonly never[];
  readonly undecided: readonly never[];
}

/**
 * What stands for a plugin's rule whose query failed: the other rules still say what they find.
 *
 * @throws what it was given where a rule is built in, or the run was stopped
 */
export function failureOf({ id, plugin }: Rule, error: unknown): FailedRule {
  if (plugin === undefined || !(error instanceof ProblemError)) throw error;
  const { code, message } = error.problem;
  if (code === "interrupted") throw error;
  return {
    failed: {
      code: "plugin",
      message: `The rule “${id}” of the plugin “${plugin}” failed: ${message.slice(0, 200)}`,
      next: "The other rules are not touched by it. campaign-notebook plugin test shows what is wrong with it.",
    },
    findings: [],
    undecided: [],
  };
}
