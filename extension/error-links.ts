import type { Disposable, NotebookCell, NotebookEditor } from "vscode";
import { NotebookRange, NotebookEditorRevealType, notebooks, Selection, window } from "vscode";
import { notebookType } from "./controller.ts";
import { revealRequest } from "./renderer-requests.ts";

/** Makes an error's place a link: it reveals the cell and selects the line. */
export function followErrorLinks(): Disposable {
  const messaging = notebooks.createRendererMessaging("campaign-notebook.error");
  return messaging.onDidReceiveMessage(async ({ editor, message }) => {
    const read = revealRequest.safeParse(message);
    if (!read.success || editor.notebook.notebookType !== notebookType) return;
    const { cell: uri, line, character } = read.data;
    const cell = editor.notebook.getCells().find(({ document }) => String(document.uri) === uri);
    if (cell) await reveal(editor, cell, line, character);
  });
}

async function reveal(
  editor: NotebookEditor,
  cell: NotebookCell,
  line: number,
  character: number | null,
): Promise<void> {
  const range = new NotebookRange(cell.index, cell.index + 1);
  editor.revealRange(range, NotebookEditorRevealType.InCenterIfOutsideViewport);
  // The text may have become shorter since.
  const { range: whole } = cell.document.lineAt(Math.min(line, cell.document.lineCount) - 1);
  const start =
    character === null
      ? whole.start
      : whole.start.translate(0, Math.min(character - 1, whole.end.character));
  const selection = new Selection(whole.end, start);
  await window.showTextDocument(cell.document, { selection });
}
