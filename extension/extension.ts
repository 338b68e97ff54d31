import type { Disposable, ExtensionContext, NotebookCell, NotebookDocument } from "vscode";
import { window, workspace } from "vscode";
import { addExports } from "./add-export.ts";
import { editAttributes } from "./cell-attributes.ts";
import { chartThis } from "./chart-this.ts";
import { Controller, notebookType } from "./controller.ts";
import { CurrentNotebook } from "./current-notebook.ts";
import { DataOutline } from "./data-outline.ts";
import { showData } from "./data-view.ts";
import { dropExports } from "./drop-export.ts";
import { followErrorLinks } from "./error-links.ts";
import { explainQueries } from "./explain-query.ts";
import { actOnFindings } from "./finding-actions.ts";
import { exportReports } from "./export-report.ts";
import { exportResults } from "./export-results.ts";
import { exportScripts } from "./export-script.ts";
import { insertNames } from "./insert-name.ts";
import { Kernels } from "./kernels.ts";
import { helpWriting } from "./language/language-help.ts";
import { NotebookNames } from "./language/notebook-names.ts";
import { builtInMetrics } from "./metrics.ts";
import { showMetrics } from "./metrics-view.ts";
import { MistakeMarks } from "./mistake-marks.ts";
import { newNotebooks } from "./new-notebook.ts";
import { newPlugins } from "./new-plugin.ts";
import { notebookPath } from "./notebook-path.ts";
import { pinsInputs } from "./pin-inputs.ts";
import { reopenNotebooks } from "./open-at-start.ts";
import { OpenedPins } from "./opened-pins.ts";
import { OutsideSources } from "./outside-sources.ts";
import { ParameterInputs } from "./parameter-inputs.ts";
import { showReference } from "./reference-view.ts";
import { showReports } from "./report-panel.ts";
import { restartKernels } from "./restart-kernel.ts";
import { saveCharts } from "./save-chart.ts";
import { serveResultPages } from "./result-pages.ts";
import { warnAfterSave } from "./save-warnings.ts";
import { serializer } from "./serializer.ts";
import { StaleMarks } from "./stale-marks.ts";
import { showKernelState } from "./status.ts";

/** What tests and other extensions may ask. */
export interface ExtensionApi {
  /**
   * Makes a plugin known to notebooks whose kernels start from now on, until it is disposed of.
   *
   * @param path  absolute path of its module; see docs/plugins.md
   */
  registerPlugin(path: string): Disposable;
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
  const ask = (notebook: NotebookDocument): Promise<void> =>
    outside.ask(notebook, notebookPath(notebook));
  const controller = new Controller(kernels.of, ask);
  const staleMarks = new StaleMarks(kernels);
  const parameters = new ParameterInputs(kernels, (notebook) => staleMarks.check(notebook));
  const notebooks = new CurrentNotebook();
  const outline = new DataOutline(kernels, notebooks);
  const names = new NotebookNames(context.extensionPath, outline, notebooks);
  context.subscriptions.push(
    log,
    kernels,
    controller,
    // The file holds no outputs: it is text for people, and numbers are made from the exports.
    workspace.registerNotebookSerializer(notebookType, serializer, { transientOutputs: true }),
    restartKernels(controller),
    ...showKernelState(kernels),
    ...editAttributes(),
    staleMarks,
    parameters,
    followErrorLinks(),
    actOnFindings(),
    serveResultPages(kernels.of),
    warnAfterSave(),
    notebooks,
    outline,
    ...showData(outline),
    ...showMetrics(() => builtInMetrics(context.extensionPath), outline),
    showReference(context.extensionPath),
    insertNames(notebooks),
    ...showReports(context, kernels, notebooks),
    exportReports(kernels, notebooks, ask),
    exportResults(kernels, notebooks, ask),
    exportScripts(kernels, notebooks, ask),
    pinsInputs(kernels, notebooks, ask),
    ...newNotebooks(context, kernels, log),
    newPlugins(context),
    addExports(kernels, notebooks),
    dropExports(kernels),
    saveCharts(),
    chartThis(),
    explainQueries(kernels),
    names,
    ...helpWriting(names, kernels),
    new MistakeMarks(kernels),
    new OpenedPins(kernels),
  );
  void reopenNotebooks(context.globalState);
  return {
    registerPlugin: (path) => kernels.registerPlugin(path),
    kernelPid: (notebook) => kernels.of(notebook).pid,
    staleCells: (notebook) => staleMarks.staleIn(notebook),
    setParameter: (notebook, name, text) => parameters.set(notebook, name, text),
    keepParameter: (notebook, name) => parameters.keep(notebook, name),
  };
}
