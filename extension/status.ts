import type { Disposable, NotebookDocument } from "vscode";
import { StatusBarAlignment, window } from "vscode";
import { notebookType } from "./controller.ts";
import type { Kernels } from "./kernels.ts";
import type { KernelState } from "./notebook-kernel.ts";

const texts: Readonly<Record<KernelState, string>> = {
  off: "$(circle-outline) Kernel not started",
  starting: "$(sync~spin) Kernel starting",
  ready: "$(circle-filled) Kernel ready",
  busy: "$(sync~spin) Kernel running",
  stopping: "$(sync~spin) Kernel stopping",
  silent: "$(warning) Kernel not answering",
};

/** The state of the active notebook's kernel in the status bar; a click restarts it. */
export function showKernelState(kernels: Kernels): Disposable[] {
  const item = window.createStatusBarItem("campaign-notebook.kernel", StatusBarAlignment.Left);
  item.name = "Campaign Notebook Kernel";
  item.command = "campaignNotebook.restartKernel";
  const update = (): void => {
    const notebook = window.activeNotebookEditor?.notebook;
    if (notebook?.notebookType !== notebookType) {
      item.hide();
      return;
    }
    const { state, progress } = kernels.of(notebook);
    item.text = state === "busy" && progress !== null ? `$(sync~spin) ${progress}` : texts[state];
    item.tooltip = "Click to restart the kernel. Named results are kept.";
    item.show();
  };
  update();
  return [
    item,
    window.onDidChangeActiveNotebookEditor(update),
    kernels.onDidChange((notebook) => {
      update();
      void offerRestart(kernels, notebook);
    }),
  ];
}

const offered = new WeakSet<NotebookDocument>();

/** Once per silence: a kernel that is only busy may yet answer, so nothing is ended unasked. */
async function offerRestart(kernels: Kernels, notebook: NotebookDocument): Promise<void> {
  const kernel = kernels.of(notebook);
  if (kernel.state !== "silent") {
    offered.delete(notebook);
    return;
  }
  if (offered.has(notebook)) return;
  offered.add(notebook);
  const restart = "Restart Kernel";
  const chosen = await window.showWarningMessage(
    "The notebook's kernel has not answered for five seconds. It may be busy with a large step.",
    restart,
  );
  if (chosen === restart) await kernel.restart();
}
