import type { NotebookCell, NotebookDocument } from "vscode";
import type { CellInputs, NotebookState, StaleRequest } from "../kernel/protocol/calls.ts";
import { cellsOf } from "./serializer.ts";

const memories = new WeakMap<NotebookDocument, NotebookMemory>();

/** What the editor knows of an open notebook beside its text; no kernel that ends takes it along. */
export class NotebookMemory {
  readonly #notebook: NotebookDocument;
  readonly #madeFrom = new WeakMap<NotebookCell, CellInputs | null>();
  /** Texts that replace the parameters' defaults while the notebook is open, by name. */
  readonly parameters = new Map<string, string>();

  private constructor(notebook: NotebookDocument) {
    this.#notebook = notebook;
  }

  static of(notebook: NotebookDocument): NotebookMemory {
    const memory = memories.get(notebook) ?? new NotebookMemory(notebook);
    memories.set(notebook, memory);
    return memory;
  }

  /** @param inputs  null where the cell did not come to its end */
  ran(cell: NotebookCell, inputs: CellInputs | null): void {
    this.#madeFrom.set(cell, inputs);
  }

  /** The notebook as its kernel takes it: the cells as they are now. */
  get state(): NotebookState {
    return {
      cells: cellsOf(this.#notebook.getCells()).map(({ kind, language, attributes, text }) => ({
        kind,
        language,
        attributes,
        text,
      })),
      parameters: Object.fromEntries(this.parameters),
    };
  }

  get staleRequest(): StaleRequest {
    const shown = this.#notebook
      .getCells()
      // Without an order it has not run, or what it showed was cleared.
      .map((cell) =>
        cell.executionSummary?.executionOrder === undefined ? undefined : this.#madeFrom.get(cell),
      );
    return { ...this.state, shown };
  }
}

/** The notebook's setup cell; undefined where it has none. */
export function setupCell(notebook: NotebookDocument): NotebookCell | undefined {
  const cells = notebook.getCells();
  return cells[cellsOf(cells).findIndex(({ kind }) => kind === "setup")];
}
