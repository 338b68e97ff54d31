import type { Disposable, NotebookDocument, NotebookEditor } from "vscode";
import { NotebookEdit, notebooks, workspace, WorkspaceEdit } from "vscode";
import { writeTableView } from "../kernel/notebook/table-view.ts";
import { ProblemError } from "../kernel/protocol/problem.ts";
import { tableAsk } from "../kernel/protocol/schema/pages.ts";
import type { TableAsk, TableReply } from "../kernel/protocol/table-messages.ts";
import { notebookType } from "./controller.ts";
import type { NotebookKernel } from "./notebook-kernel.ts";
import { resultOf } from "./outputs.ts";
import { refuseUntrusted } from "./restricted.ts";
import { cellsOf } from "./serializer.ts";

/** Answers what drawn tables ask of their notebook's kernel. Only texts travel, of a closed set of questions. */
export function serveResultPages(
  kernelOf: (notebook: NotebookDocument) => NotebookKernel,
): Disposable {
  const messaging = notebooks.createRendererMessaging("campaign-notebook.table");
  return messaging.onDidReceiveMessage(async ({ editor, message }) => {
    const ask = readAsk(message);
    if (!ask || editor.notebook.notebookType !== notebookType) return;
    const reply = await answer(ask, editor, kernelOf);
    if (reply) await messaging.postMessage(JSON.stringify(reply), editor);
  });
}

function readAsk(message: unknown): TableAsk | null {
  if (typeof message !== "string") return null;
  try {
    return tableAsk.safeParse(JSON.parse(message)).data ?? null;
  } catch {
    return null;
  }
}

async function answer(
  ask: TableAsk,
  { notebook }: NotebookEditor,
  kernelOf: (notebook: NotebookDocument) => NotebookKernel,
): Promise<TableReply | null> {
  try {
    refuseUntrusted();
    const kernel = kernelOf(notebook);
    switch (ask.ask) {
      case "page":
        return { id: ask.id, page: await kernel.read("readPage", ask.request) };
      case "summary":
        return { id: ask.id, summary: await kernel.read("summariseColumn", ask.request) };
      case "stop":
        await kernel.read("stopReading", ask.result);
        return null;
      case "keepView":
        await keepView(notebook, ask);
        return null;
    }
  } catch (error) {
    if (!("id" in ask)) return null;
    if (!(error instanceof ProblemError)) throw error;
    return { id: ask.id, problem: error.problem };
  }
}

/** Writes the view into the fence line of the cell that shows the result. */
async function keepView(
  notebook: NotebookDocument,
  { result, view }: Extract<TableAsk, { ask: "keepView" }>,
): Promise<void> {
  const cell = notebook
    .getCells()
    .find(({ outputs }) => outputs.some((output) => resultOf(output) === result));
  if (!cell) return;
  const before = cellsOf([cell])[0]?.attributes ?? "";
  const attributes = writeTableView(before, view);
  if (attributes === before) return;
  const edit = new WorkspaceEdit();
  const metadata = { ...cell.metadata, attributes };
  edit.set(notebook.uri, [NotebookEdit.updateCellMetadata(cell.index, metadata)]);
  await workspace.applyEdit(edit);
}
