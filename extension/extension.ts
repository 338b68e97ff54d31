import type { ExtensionContext, NotebookCell, NotebookDocument } from "vscode";
import { commands, window, workspace } from "vscode";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";
import { editAttributes } from "./cell-attributes.ts";
import { Controller, notebookType } from "./controller.ts";
import { followErrorLinks } from "./error-links.ts";
import { Kernels, pathOf } from "./kernels.ts";
import { OutsideSources } from "./outside-sources.ts";
import { ParameterInputs } from "./parameter-inputs.ts";
import { saveCharts } from "./save-chart.ts";
import { serveResultPages } from "./result-pages.ts";
import { warnAfterSave } from "./save-warnings.ts";
import { serializer } from "./serializer.ts";
import { StaleMarks } from "./stale-marks.ts";
import { showKernelState } from "./status.ts";

/** What tests and other extensions may ask. */
export interface ExtensionApi {
  /** The process id of a notebook's kernel; undefined where none runs. */
  kernelPid(notebook: NotebookDocument): number | undefined;
  /** The cells that are marked stale. */
  staleCells(notebook: NotebookDocument): readonly NotebookCell[];
  /** Another value for this session; null: the notebook's own. */
  setParameter(notebook: NotebookDocument, name: string, text: string | null): Promise<void>;
  /** Writes the session's value into the notebook. */
  keepParameter(notebook: NotebookDocument, name: string): Promise<void>;
}

export function activate(context: ExtensionContext): ExtensionApi {
  const log = window.createOutputChannel("Campaign Notebook", { log: true });
  const kernels = new Kernels(context, log);
  const outside = new OutsideSources(context.workspaceState);
  const controller = new Controller(kernels.of, (notebook) =>
    outside.ask(notebook, pathOf(notebook)),
  );
  const staleMarks = new StaleMarks(kernels);
  const parameters = new ParameterInputs(kernels, (notebook) => staleMarks.check(notebook));
  context.subscriptions.push(
    log,
    kernels,
    controller,
    // The file holds no outputs: it is text for people, and numbers are made from the exports.
    workspace.registerNotebookSerializer(notebookType, serializer, { transientOutputs: true }),
    commands.registerCommand("campaignNotebook.restartKernel", () => restart(controller)),
    ...showKernelState(kernels),
    ...editAttributes(),
    staleMarks,
    parameters,
    followErrorLinks(),
    serveResultPages(kernels.of),
    warnAfterSave(),
    saveCharts(),
  );
  return {
    kernelPid: (notebook) => kernels.of(notebook).pid,
    staleCells: (notebook) => staleMarks.staleIn(notebook),
    setParameter: (notebook, name, text) => parameters.set(notebook, name, text),
    keepParameter: (notebook, name) => parameters.keep(notebook, name),
  };
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
