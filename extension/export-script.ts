import type { Disposable, NotebookDocument } from "vscode";
import { commands, Uri, window } from "vscode";
import type { CurrentNotebook } from "./current-notebook.ts";
import { notebookFor } from "./current-notebook.ts";
import { exportPath } from "./export-path.ts";
import { withKernelProgress } from "./kernel-progress.ts";
import type { Kernels } from "./kernels.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { telling } from "./telling.ts";

/**
 * Writes the notebook's SQL as one script for stock DuckDB, with the rows that it reads beside it.
 *
 * @param ask  before anything is read; throws a ProblemError where it may not be
 */
export function exportScripts(
  kernels: Kernels,
  notebooks: CurrentNotebook,
  ask: (notebook: NotebookDocument) => Promise<void>,
): Disposable {
  return commands.registerCommand(
    "campaignNotebook.exportScript",
    async (given?: unknown, target?: unknown) => {
      const notebook = notebookFor(given, notebooks);
      if (!notebook) return;
      const chosen =
        target instanceof Uri
          ? target
          : await window.showSaveDialog({
              title: "Export as Script",
              defaultUri: exportPath(notebook, "", "sql"),
              filters: { "SQL script": ["sql"] },
            });
      if (!chosen) return;
      const { state } = NotebookMemory.of(notebook);
      const done = await telling(async () => {
        await ask(notebook);
        await withKernelProgress("Exporting the script", kernels, notebook, (kernel) =>
          kernel.use("exportScript", { ...state, path: chosen.fsPath }),
        );
        return true;
      });
      if (done === true && target === undefined) await window.showTextDocument(chosen);
    },
  );
}
