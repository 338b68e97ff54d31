import type { NotebookCell, NotebookDocument } from "vscode";
import {
  commands,
  Disposable,
  EventEmitter,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
  window,
  workspace,
} from "vscode";
import { ProblemError } from "../kernel/protocol/problem.ts";
import { notebookType } from "./controller.ts";
import type { Kernels } from "./kernels.ts";
import { NotebookMemory } from "./notebook-memory.ts";

const quietMs = 300;
const runCommand = "campaignNotebook.runStaleCells";

/** Says below each cell whose outputs are no longer made from the notebook as it is now, and runs them. */
export class StaleMarks extends Disposable {
  readonly #kernels: Kernels;
  readonly #because = new WeakMap<NotebookCell, readonly string[]>();
  readonly #waiting = new Map<NotebookDocument, NodeJS.Timeout>();
  readonly #changed: EventEmitter<void>;

  constructor(kernels: Kernels) {
    const changed = new EventEmitter<void>();
    const subscriptions = [
      workspace.onDidChangeNotebookDocument(({ notebook }) => this.check(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#forget(notebook)),
      // An export may have been downloaded again meanwhile.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) for (const notebook of workspace.notebookDocuments) this.check(notebook);
      }),
      notebooks.registerNotebookCellStatusBarItemProvider(notebookType, {
        onDidChangeCellStatusBarItems: changed.event,
        provideCellStatusBarItems: (cell) => this.#items(cell),
      }),
      commands.registerCommand(runCommand, () => this.#runActive()),
    ];
    super(() => {
      for (const subscription of subscriptions) subscription.dispose();
      for (const notebook of this.#waiting.keys()) this.#forget(notebook);
      changed.dispose();
    });
    this.#changed = changed;
    this.#kernels = kernels;
  }

  /** The notebook's stale cells as they were told last, in document order. */
  staleIn(notebook: NotebookDocument): NotebookCell[] {
    return notebook.getCells().filter((cell) => this.#because.has(cell));
  }

  /** Asks the kernel soon, once for many changes in a row. */
  check(notebook: NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    this.#forget(notebook);
    const ask = (): void => {
      this.#waiting.delete(notebook);
      void this.#ask(notebook);
    };
    this.#waiting.set(notebook, setTimeout(ask, quietMs));
  }

  #forget(notebook: NotebookDocument): void {
    clearTimeout(this.#waiting.get(notebook));
    this.#waiting.delete(notebook);
  }

  /** Marks are left as they are while nothing can tell: without a kernel, or with a setup that never could be read. */
  async #ask(notebook: NotebookDocument): Promise<void> {
    if (notebook.isClosed) return;
    const cells = notebook.getCells();
    try {
      const stale = await this.#kernels
        .of(notebook)
        .staleCells(NotebookMemory.of(notebook).staleRequest);
      if (!stale) return;
      const because = new Map(stale.map((each) => [each.index, each.because]));
      for (const [index, cell] of cells.entries()) {
        const reasons = because.get(index);
        if (reasons) this.#because.set(cell, reasons);
        else this.#because.delete(cell);
      }
      this.#changed.fire();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  #items(cell: NotebookCell): NotebookCellStatusBarItem[] {
    const because = this.#because.get(cell);
    if (!because) return [];
    const [first = "", ...others] = because;
    const text = `Stale: ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
    const item = new NotebookCellStatusBarItem(
      `$(warning) ${text}`,
      NotebookCellStatusBarAlignment.Left,
    );
    const reasons = because.join("; ");
    item.tooltip = `What this cell shows is out of date: ${reasons}. Click to run all stale cells.`;
    item.accessibilityInformation = {
      label: `Stale, what this cell shows is out of date: ${reasons}. Runs all stale cells.`,
      role: "button",
    };
    item.command = { command: runCommand, title: "Run Stale Cells" };
    item.priority = 100;
    return [item];
  }

  async #runActive(): Promise<void> {
    const notebook = window.activeNotebookEditor?.notebook;
    if (notebook?.notebookType !== notebookType) return;
    this.#forget(notebook);
    await this.#ask(notebook);
    const stale = this.staleIn(notebook);
    if (stale.length === 0) {
      void window.showInformationMessage("No cell is stale: all that have run are up to date.");
      return;
    }
    // VS Code's own command, which asks for trust and a kernel where they are missing.
    await commands.executeCommand("notebook.cell.execute", {
      ranges: stale.map(({ index }) => ({ start: index, end: index + 1 })),
      document: notebook.uri,
    });
  }
}
