import { window } from "vscode";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";

/** Runs a command's work; a problem is shown, and the command then gives nothing. */
export async function telling<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Who stopped it knows.
    if (error.problem.code === "interrupted") return undefined;
    // Not awaited: it stays until it is closed, and the command has ended.
    void window.showErrorMessage(describeProblem(error.problem));
    return undefined;
  }
}
