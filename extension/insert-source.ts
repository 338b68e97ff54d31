import type { NotebookDocument } from "vscode";
import { NotebookCellData, NotebookCellKind, NotebookEdit, workspace, WorkspaceEdit } from "vscode";
import type { NewSource } from "../kernel/notebook/add-source.ts";
import { addSource, newSetup } from "../kernel/notebook/add-source.ts";
import { cellsOf } from "./serializer.ts";

/**
 * Declares a source in the notebook's setup cell, which is made where there is none.
 *
 * @returns the setup cell's index
 * @throws ProblemError `front_matter` where the setup cannot take it as it is written
 */
export async function insertSource(notebook: NotebookDocument, source: NewSource): Promise<number> {
  const { edit, index } = sourceEdit(notebook, source);
  await workspace.applyEdit(edit);
  return index;
}

/** The edit alone. @throws ProblemError like `insertSource` */
export function sourceEdit(
  notebook: NotebookDocument,
  source: NewSource,
): { readonly edit: WorkspaceEdit; readonly index: number } {
  const edit = new WorkspaceEdit();
  const index = cellsOf(notebook.getCells()).findIndex(({ kind }) => kind === "setup");
  if (index < 0) {
    const cell = new NotebookCellData(NotebookCellKind.Code, newSetup(source), "yaml");
    cell.metadata = { setup: true };
    edit.set(notebook.uri, [NotebookEdit.insertCells(0, [cell])]);
    return { edit, index: 0 };
  }
  const { document } = notebook.cellAt(index);
  const { at, text } = addSource(document.getText(), source);
  edit.insert(document.uri, document.positionAt(at), text);
  return { edit, index };
}
