import type { NotebookCell } from "vscode";
import { window } from "vscode";
import { notebookType } from "./controller.ts";

/** The cell that a command is for where none is given to it. */
export function selectedCell(): NotebookCell | undefined {
  const editor = window.activeNotebookEditor;
  return editor?.notebook.notebookType === notebookType
    ? editor.notebook.cellAt(editor.selection.start)
    : undefined;
}
