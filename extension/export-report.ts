import type { Disposable, NotebookDocument, Uri } from "vscode";
import { commands, env, window } from "vscode";
import type { CurrentNotebook } from "./current-notebook.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { notebookFor } from "./current-notebook.ts";
import { withKernelProgress } from "./kernel-progress.ts";
import type { Kernels } from "./kernels.ts";
import { exportPath } from "./export-path.ts";
import { telling } from "./telling.ts";

/**
 * Writes the report of the whole notebook, run from top to bottom as on the command line.
 *
 * @param ask  before anything is read; throws a ProblemError where it may not be
 */
export function exportReports(
  kernels: Kernels,
  notebooks: CurrentNotebook,
  ask: (notebook: NotebookDocument) => Promise<void>,
): Disposable {
  return commands.registerCommand(
    "campaignNotebook.exportReport",
    async (given?: unknown, target?: Uri) => {
      const notebook = notebookFor(given, notebooks);
      if (!notebook) return;
      if (!target && !(await agrees(notebook, kernels))) return;
      const chosen =
        target ??
        (await window.showSaveDialog({
          title: "Export Report",
          defaultUri: exportPath(notebook, "", "html"),
          filters: { "HTML report": ["html"] },
        }));
      if (!chosen) return;
      const { state } = NotebookMemory.of(notebook);
      const done = await telling(async () => {
        await ask(notebook);
        await withKernelProgress("Exporting the report", kernels, notebook, (kernel) =>
          kernel.use("exportReport", { ...state, path: chosen.fsPath }),
        );
        return true;
      });
      if (done !== true || target) return;
      void offerToOpen(chosen);
    },
  );
}

/** An export runs everything; whoever sees results missing is told so before. */
async function agrees(notebook: NotebookDocument, kernels: Kernels): Promise<boolean> {
  const report = await kernels.of(notebook).ask("report", NotebookMemory.of(notebook).state);
  if (report && report.missing.length === 0) return true;
  const run = "Run and Export";
  const chosen = await window.showInformationMessage(
    "Not all cells of the notebook have run as they are now.",
    {
      modal: true,
      detail: "The export runs the notebook from top to bottom, apart from what you see here.",
    },
    run,
  );
  return chosen === run;
}

async function offerToOpen(file: Uri): Promise<void> {
  const open = "Open";
  const chosen = await window.showInformationMessage(
    `Report written: ${file.path.split("/").at(-1)}`,
    open,
  );
  if (chosen === open) await env.openExternal(file);
}
