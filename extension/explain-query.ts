import type { NotebookCell } from "vscode";
import { commands, Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from "vscode";
import type { Kernels } from "./kernels.ts";
import { NotebookMemory } from "./notebook-memory.ts";
import { selectedCell } from "./selected-cell.ts";
import { telling } from "./telling.ts";

const scheme = "campaign-notebook-explained";

/** Shows a query beside the notebook with its metrics written out as the engine computes them. */
export function explainQueries(kernels: Kernels): Disposable {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  return Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(String(uri)),
    }),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(String(uri))),
    commands.registerCommand("campaignNotebook.explainQuery", async (given?: NotebookCell) => {
      const cell = given ?? selectedCell();
      if (cell?.document.languageId !== "sql") {
        void window.showInformationMessage("Select an SQL cell to explain its query.");
        return;
      }
      const { notebook, index } = cell;
      const request = { ...NotebookMemory.of(notebook).state, index };
      const text = await telling(() => kernels.of(notebook).use("explain", request));
      if (text === undefined) return;
      const uri = Uri.from({
        scheme,
        path: `/Cell ${index + 1}, explained.sql`,
        query: notebook.uri.path,
      });
      texts.set(String(uri), text);
      changed.fire(uri);
      const document = await workspace.openTextDocument(uri);
      await window.showTextDocument(document, {
        viewColumn: ViewColumn.Beside,
        preview: true,
        preserveFocus: true,
      });
    }),
  );
}
