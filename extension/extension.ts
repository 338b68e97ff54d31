import type { ExtensionContext, NotebookDocument } from "vscode";
import { commands, window, workspace } from "vscode";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";
import { editAttributes } from "./cell-attributes.ts";
import { Controller, notebookType } from "./controller.ts";
import { Kernels } from "./kernels.ts";
import { saveCharts } from "./save-chart.ts";
import { serveResultPages } from "./result-pages.ts";
import { warnAfterSave } from "./save-warnings.ts";
import { serializer } from "./serializer.ts";
import { showKernelState } from "./status.ts";

/** What tests and other extensions may ask. */
export interface ExtensionApi {
  /** The process id of a notebook's kernel; undefined where none runs. */
  kernelPid(notebook: NotebookDocument): number | undefined;
}

export function activate(context: ExtensionContext): ExtensionApi {
  const log = window.createOutputChannel("Campaign Notebook", { log: true });
  const kernels = new Kernels(context, log);
  const controller = new Controller(kernels.of);
  context.subscriptions.push(
    log,
    kernels,
    controller,
    // The file holds no outputs: it is text for people, and numbers are made from the exports.
    workspace.registerNotebookSerializer(notebookType, serializer, { transientOutputs: true }),
    commands.registerCommand("campaignNotebook.restartKernel", () => restart(controller)),
    ...showKernelState(kernels),
    ...editAttributes(),
    serveResultPages(kernels.of),
    warnAfterSave(),
    saveCharts(),
  );
  return { kernelPid: (notebook) => kernels.of(notebook).pid };
}

async function restart(controller: Controller): Promise<void> {
  const notebook = window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== notebookType) return;
  try {
    await controller.restart(notebook);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await window.showErrorMessage(describeProblem(error.problem));
  }
}
