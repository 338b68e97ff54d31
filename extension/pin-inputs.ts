import type { Disposable, NotebookDocument } from "vscode";
import { commands, window, workspace, WorkspaceEdit } from "vscode";
import type { CurrentNotebook } from "./current-notebook.ts";
import { notebookFor } from "./current-notebook.ts";
import { withKernelProgress } from "./kernel-progress.ts";
import type { Kernels } from "./kernels.ts";
import { rangeOf } from "./mistake-marks.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { telling } from "./telling.ts";

/**
 * Writes into the setup cell which bytes the notebook reads, and with which versions.
 *
 * @param ask  before anything is read; throws a ProblemError where it may not be
 */
export function pinsInputs(
  kernels: Kernels,
  notebooks: CurrentNotebook,
  ask: (notebook: NotebookDocument) => Promise<void>,
): Disposable {
  return commands.registerCommand("campaignNotebook.pinInputs", async (given?: unknown) => {
    const notebook = notebookFor(given, notebooks);
    if (!notebook) return;
    const { state } = NotebookMemory.of(notebook);
    const pinning = await telling(async () => {
      await ask(notebook);
      return withKernelProgress("Pinning the inputs", kernels, notebook, (kernel) =>
        kernel.use("pinInputs", state),
      );
    });
    if (!pinning) return;
    const { index, edit, files } = pinning;
    const { document } = notebook.cellAt(index);
    if (document.getText().replaceAll("\r\n", "\n") !== state.cells[index]?.text) {
      void window.showWarningMessage("The setup changed meanwhile. Pin the inputs again.");
      return;
    }
    const written = new WorkspaceEdit();
    written.replace(document.uri, rangeOf(edit.range), edit.text);
    await workspace.applyEdit(written);
    void window.showInformationMessage(
      `${files} ${files === 1 ? "file is" : "files are"} pinned. Save the notebook to keep it.`,
    );
  });
}
