import { workspace } from "vscode";
import { ProblemError } from "../kernel/protocol/problem.ts";

/** @throws ProblemError `not_trusted` in Restricted Mode, where nothing of a notebook may run */
export function refuseUntrusted(): void {
  if (workspace.isTrusted) return;
  throw new ProblemError({
    code: "not_trusted",
    message: "Nothing runs in Restricted Mode.",
    next: "Trust this workspace to run its notebooks; reading and editing need no trust.",
  });
}
