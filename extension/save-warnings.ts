import type { Disposable } from "vscode";
import { window, workspace } from "vscode";
import { reopenProblems } from "../kernel/notebook/reopen.ts";
import { describeProblem } from "../kernel/protocol/problem.ts";
import { notebookType } from "./controller.ts";
import { cellsOf } from "./serializer.ts";

/** Says after a save which cells will look different when the file is opened again. Nothing is lost. */
export function warnAfterSave(): Disposable {
  return workspace.onDidSaveNotebookDocument(async (notebook) => {
    if (notebook.notebookType !== notebookType) return;
    const [first, ...others] = reopenProblems(cellsOf(notebook.getCells()));
    if (!first) return;
    const more = others.length > 0 ? ` And ${others.length} more.` : "";
    await window.showWarningMessage(describeProblem(first) + more);
  });
}
