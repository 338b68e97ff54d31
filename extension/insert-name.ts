import type { Command, Disposable, NotebookCell, NotebookEditor } from "vscode";
import {
  commands,
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
  NotebookRange,
  SnippetString,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { CurrentNotebook } from "./current-notebook.ts";
import { notebookType } from "./controller.ts";

/** A name as it is, or a call with places to fill in. */
export type Insert = { readonly text: string } | { readonly snippet: string };

const id = "campaignNotebook.insertName";

/** What a click or Enter on a line of a view does. */
export function insertItem(insert: Insert): Command {
  return { command: id, title: "Insert", arguments: [insert] };
}

export function insertNames(notebooks: CurrentNotebook): Disposable {
  return commands.registerCommand(id, async (given?: unknown) => {
    const insert = readInsert(given);
    const editor = editorOf(notebooks);
    if (!insert || !editor) return;
    await insertInto(editor, insert);
  });
}

/** The inline action of a table hands over the tree's own node, which names what SQL calls it. */
function readInsert(given: unknown): Insert | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  if ("snippet" in given && typeof given.snippet === "string") return { snippet: given.snippet };
  if ("text" in given && typeof given.text === "string") return { text: given.text };
  return "sql" in given && typeof given.sql === "string" ? { text: given.sql } : undefined;
}

function editorOf({ notebook }: CurrentNotebook): NotebookEditor | undefined {
  const active = window.activeNotebookEditor;
  if (active?.notebook.notebookType === notebookType) return active;
  return window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
}

/** Into the selected cell at its cursor; a new SQL cell is made where no cell of code is selected. */
export async function insertInto(editor: NotebookEditor, insert: Insert): Promise<void> {
  const { notebook, selection } = editor;
  const selected = notebook.cellCount > 0 ? notebook.cellAt(selection.start) : undefined;
  const cell =
    selected?.kind === NotebookCellKind.Code && selected.metadata["setup"] !== true
      ? selected
      : await addCell(editor, selection.end);
  if (!cell) return;
  const { document } = cell;
  const textEditor = window.visibleTextEditors.find((each) => each.document === document);
  const snippet =
    "snippet" in insert
      ? new SnippetString(insert.snippet)
      : new SnippetString().appendText(insert.text);
  if (textEditor) {
    await textEditor.insertSnippet(snippet);
    await commands.executeCommand("notebook.cell.edit");
    return;
  }
  // A cell that is scrolled out of view has no editor, and no cursor: its end takes the name.
  const edit = new WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  const text = "text" in insert ? insert.text : insert.snippet.replace(/\$\{\d+:([^}]*)\}/g, "$1");
  edit.insert(document.uri, end, text);
  await workspace.applyEdit(edit);
}

async function addCell(editor: NotebookEditor, at: number): Promise<NotebookCell | undefined> {
  const { notebook } = editor;
  const edit = new WorkspaceEdit();
  const cell = new NotebookCellData(NotebookCellKind.Code, "", "sql");
  edit.set(notebook.uri, [NotebookEdit.insertCells(at, [cell])]);
  if (!(await workspace.applyEdit(edit))) return undefined;
  editor.selection = new NotebookRange(at, at + 1);
  await commands.executeCommand("notebook.cell.edit");
  return notebook.cellAt(at);
}
