import type { NotebookDocument } from "vscode";
import { Disposable, workspace } from "vscode";
import { notebookType } from "./controller.ts";
import { NotebookMemory } from "./notebook-memory.ts";

/** *Save As* opens another document about as soon as it closes the first. */
const rememberedMs = 10_000;

/**
 * Which notebook another one was saved from. VS Code does not say so; a document that opens with the very
 * cells of one that is open, or just was, is taken for it.
 */
export class SavedFrom extends Disposable {
  readonly #origins = new WeakMap<NotebookDocument, string>();
  readonly #closed = new Map<string, string>();

  constructor() {
    const subscriptions = [
      workspace.onDidOpenNotebookDocument((notebook) => this.#opened(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#remember(notebook)),
    ];
    super(() => {
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  of(notebook: NotebookDocument): { readonly inheritFrom?: string } {
    const inheritFrom = this.#origins.get(notebook);
    return inheritFrom === undefined ? {} : { inheritFrom };
  }

  #opened(notebook: NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    const own = notebook.uri.toString();
    const text = textOf(notebook);
    const open = workspace.notebookDocuments
      .filter((other) => other !== notebook && other.notebookType === notebookType)
      .map((other) => [other.uri.toString(), textOf(other)] as const);
    const same = [...this.#closed, ...open].find(([uri, other]) => uri !== own && other === text);
    if (same) this.#origins.set(notebook, same[0]);
  }

  #remember(notebook: NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    const uri = notebook.uri.toString();
    this.#closed.set(uri, textOf(notebook));
    setTimeout(() => this.#closed.delete(uri), rememberedMs).unref();
  }
}

function textOf(notebook: NotebookDocument): string {
  return JSON.stringify(NotebookMemory.of(notebook).state.cells);
}
