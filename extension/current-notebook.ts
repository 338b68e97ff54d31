import type { NotebookDocument } from "vscode";
import { Disposable, EventEmitter, window, workspace } from "vscode";
import { notebookType } from "./controller.ts";

/** The campaign notebook that views and panels are about: the active one, else the last that was. */
export class CurrentNotebook extends Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #notebook: NotebookDocument | undefined;

  constructor() {
    const listeners = [
      window.onDidChangeActiveNotebookEditor(() => this.#update()),
      workspace.onDidOpenNotebookDocument(() => this.#update()),
      workspace.onDidCloseNotebookDocument(() => this.#update()),
    ];
    super(() => {
      Disposable.from(...listeners).dispose();
      this.#changed.dispose();
    });
    this.#update();
  }

  get notebook(): NotebookDocument | undefined {
    return this.#notebook;
  }

  #update(): void {
    const before = this.#notebook;
    const active = window.activeNotebookEditor?.notebook;
    if (active?.notebookType === notebookType) this.#notebook = active;
    else if (!before || before.isClosed) {
      const visible = window.visibleNotebookEditors.map(({ notebook }) => notebook);
      this.#notebook = visible.find((notebook) => notebook.notebookType === notebookType);
    }
    if (this.#notebook !== before) this.#changed.fire();
  }
}

/** The notebook that a command is for: the one given by a toolbar, else the current one. */
export function notebookFor(
  given: unknown,
  current: CurrentNotebook,
): NotebookDocument | undefined {
  const uri =
    typeof given === "object" && given !== null && "notebookEditor" in given
      ? uriIn(given.notebookEditor)
      : undefined;
  const named = workspace.notebookDocuments.find((notebook) => notebook.uri.toString() === uri);
  return named ?? current.notebook;
}

/** A toolbar hands its command `{ notebookEditor: { notebookUri } }`. */
function uriIn(editor: unknown): string | undefined {
  return typeof editor === "object" && editor !== null && "notebookUri" in editor
    ? String(editor.notebookUri)
    : undefined;
}
