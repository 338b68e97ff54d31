import type { Disposable } from "vscode";
import { commands, window } from "vscode";
import type { Controller } from "./controller.ts";
import { notebookType } from "./controller.ts";
import { telling } from "./telling.ts";

export function restartKernels(controller: Controller): Disposable {
  return commands.registerCommand("campaignNotebook.restartKernel", async () => {
    const notebook = window.activeNotebookEditor?.notebook;
    if (notebook?.notebookType === notebookType) await telling(() => controller.restart(notebook));
  });
}
