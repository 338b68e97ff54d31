/** What tests do to the editor. Every wait is for a state and says which one did not come. */

import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { NotebookCell, NotebookDocument, NotebookEdit, NotebookEditor } from "vscode";
import { commands, extensions, Range, Uri, window, workspace, WorkspaceEdit } from "vscode";
import type { ExtensionApi } from "../../extension/extension.ts";
import type { CellOutput } from "../../kernel/protocol/output.ts";

const id = "campaign-notebook.campaign-notebook";
const longestMs = 100_000;

export interface OpenNotebook {
  readonly notebook: NotebookDocument;
  readonly editor: NotebookEditor;
  readonly path: string;
}

/** Writes the text as a notebook of its own into the workspace, and shows it. */
export async function open(text: string): Promise<OpenNotebook> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const path = join(folder, `${randomUUID()}.campaign.md`);
  writeFileSync(path, text);
  const notebook = await within("opening", workspace.openNotebookDocument(Uri.file(path)));
  const editor = await within("showing", window.showNotebookDocument(notebook));
  await command("notebook.selectKernel", {
    notebookEditor: editor,
    id: "campaign-notebook",
    extension: id,
  });
  return { notebook, editor, path };
}

export function sample(name: string): string {
  return readFileSync(join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", name), "utf8");
}

/** Settles when the cells have run; all of them where no index is given. */
export async function run({ notebook }: OpenNotebook, index?: number): Promise<void> {
  await start(notebook, index);
  const cells = index === undefined ? notebook.getCells() : [notebook.cellAt(index)];
  await until("the cells have run", () => cells.every((cell) => !isRunning(cell)));
}

/** Asks for a run and does not wait for its end. */
export function start(notebook: NotebookDocument, index?: number): Promise<unknown> {
  return index === undefined
    ? command("notebook.execute", notebook.uri)
    : command("notebook.cell.execute", {
        ranges: [{ start: index, end: index + 1 }],
        document: notebook.uri,
      });
}

function isRunning({ executionSummary }: NotebookCell): boolean {
  return executionSummary?.timing !== undefined && executionSummary.success === undefined;
}

/** The cell's outputs as its renderers get them. */
export function outputsOf(cell: NotebookCell): CellOutput[] {
  return cell.outputs.map(({ items }): CellOutput => {
    const item = items.find(({ mime }) => mime.startsWith("application/vnd.campaign-notebook."));
    const decoder = new TextDecoder();
    if (item) return JSON.parse(decoder.decode(item.data));
    return { kind: "text", text: decoder.decode(items[0]?.data) };
  });
}

export function mimesOf(cell: NotebookCell): string[] {
  return cell.outputs.flatMap(({ items }) => items.map(({ mime }) => mime));
}

/** The problem that the cell shows; undefined where it shows none. */
export function problemIn(cell: NotebookCell) {
  return outputsOf(cell).flatMap((output) => (output.kind === "error" ? [output.problem] : []))[0];
}

export function rowsIn(cell: NotebookCell): readonly (readonly unknown[])[] {
  return outputsOf(cell).flatMap((output) => (output.kind === "table" ? output.table.rows : []));
}

export async function setText(cell: NotebookCell, text: string): Promise<void> {
  const whole = new WorkspaceEdit();
  whole.replace(cell.document.uri, new Range(0, 0, cell.document.lineCount, 0), text);
  await workspace.applyEdit(whole);
}

export async function edit(notebook: NotebookDocument, change: NotebookEdit): Promise<void> {
  const whole = new WorkspaceEdit();
  whole.set(notebook.uri, [change]);
  await workspace.applyEdit(whole);
}

/** Changes a cell and changes it back, so that the editor has something to save. */
export async function touch(cell: NotebookCell): Promise<void> {
  const text = cell.document.getText();
  await setText(cell, `${text} `);
  await setText(cell, text);
}

/** Saves, and gives the bytes of the file. */
export async function save({ notebook, path }: OpenNotebook): Promise<Buffer> {
  await until("the notebook has changes", () => notebook.isDirty);
  await within("saving", notebook.save());
  return readFileSync(path);
}

/** The process of the notebook's kernel. */
export async function kernelPid(notebook: NotebookDocument): Promise<number | undefined> {
  const extension = extensions.getExtension<ExtensionApi>(id);
  const api = await extension?.activate();
  return api?.kernelPid(notebook);
}

export function command<Result = unknown>(name: string, ...args: unknown[]): Promise<Result> {
  return within(name, commands.executeCommand<Result>(name, ...args));
}

export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + longestMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`This did not come: ${what}`);
    await delay(20);
  }
}

async function within<Result>(what: string, work: PromiseLike<Result>): Promise<Result> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      delay(longestMs, undefined, { signal: late.signal }).then(() => {
        throw new Error(`This did not end: ${what}`);
      }),
    ]);
  } finally {
    late.abort();
  }
}
