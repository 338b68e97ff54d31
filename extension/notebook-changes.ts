import type { NotebookDocument } from "vscode";
import { Disposable, workspace } from "vscode";
import type { Kernels } from "./kernels.ts";

const quietMs = 250;

/** Calls when a notebook's text or what its kernel knows may have changed, once it is quiet. */
export function whenNotebookChanges(
  kernels: Kernels,
  changed: (notebook: NotebookDocument) => void,
): Disposable {
  const timers = new Map<NotebookDocument, NodeJS.Timeout>();
  const later = (notebook: NotebookDocument): void => {
    clearTimeout(timers.get(notebook));
    timers.set(
      notebook,
      setTimeout(() => {
        timers.delete(notebook);
        if (!notebook.isClosed) changed(notebook);
      }, quietMs),
    );
  };
  return Disposable.from(
    kernels.onDidChange((notebook) => {
      if (["ready", "off"].includes(kernels.of(notebook).state)) later(notebook);
    }),
    workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
      const isText = cellChanges.some(({ document, metadata }) => document ?? metadata);
      if (isText || contentChanges.length > 0) later(notebook);
    }),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
  );
}
