import type { NotebookCell, NotebookCellExecution, NotebookDocument } from "vscode";
import { NotebookCellKind } from "vscode";
import type { ShownOutput } from "../kernel/protocol/calls.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { ProblemError } from "../kernel/protocol/problem.ts";
import { cellTexts } from "./cell-texts.ts";
import type { NotebookKernel } from "./notebook-kernel.ts";
import { problemOutput, toOutput } from "./outputs.ts";
import { cellsOf } from "./serializer.ts";

interface Batch {
  cancelled: boolean;
}

/** One notebook's cells waiting for its kernel, run one after the other. */
export class RunQueue {
  readonly #notebook: NotebookDocument;
  readonly #kernel: NotebookKernel;
  readonly #waiting = new Set<NotebookCell>();
  readonly #batches = new Set<Batch>();
  #last: Promise<void> = Promise.resolve();
  #order = 0;

  constructor(notebook: NotebookDocument, kernel: NotebookKernel) {
    this.#notebook = notebook;
    this.#kernel = kernel;
  }

  /** Runs the cells in document order. Those behind one that fails are not run. */
  async run(
    cells: readonly NotebookCell[],
    begin: (cell: NotebookCell) => NotebookCellExecution,
  ): Promise<void> {
    const chosen = this.#withSetup(cells).filter((cell) => !this.#waiting.has(cell));
    const executions = chosen.map((cell) => {
      this.#waiting.add(cell);
      return begin(cell);
    });
    const batch: Batch = { cancelled: false };
    this.#batches.add(batch);
    const run = this.#last.then(() => this.#runAll(executions, batch));
    this.#last = run.catch(() => undefined);
    await run;
  }

  /** Takes back everything that waits. What runs is the kernel's to stop. */
  cancel(): void {
    for (const batch of this.#batches) batch.cancelled = true;
  }

  #withSetup(cells: readonly NotebookCell[]): NotebookCell[] {
    const all = this.#notebook.getCells();
    const at = cellsOf(all).findIndex(({ kind }) => kind === "setup");
    const setup = all[at];
    const needed = setup && this.#kernel.needsSetup(setup.document.getText()) ? [setup] : [];
    return [...new Set([...needed, ...cells])]
      .filter(({ kind }) => kind === NotebookCellKind.Code)
      .toSorted((a, b) => a.index - b.index);
  }

  async #runAll(executions: readonly NotebookCellExecution[], batch: Batch): Promise<void> {
    try {
      for (const execution of executions) {
        const { cell } = execution;
        if (batch.cancelled || isGone(cell)) execution.end(undefined);
        else if (!(await this.#runOne(execution))) batch.cancelled = true;
        this.#waiting.delete(cell);
      }
    } finally {
      for (const { cell } of executions) this.#waiting.delete(cell);
      this.#batches.delete(batch);
    }
  }

  /** Whether the cells behind may run. */
  async #runOne(execution: NotebookCellExecution): Promise<boolean> {
    execution.executionOrder = ++this.#order;
    execution.start(Date.now());
    await execution.clearOutput();
    const outputs = await this.#outputsOf(execution.cell);
    const succeeded = outputs.every(({ output }) => output.kind !== "error");
    // A file that changed on disk is read again by the editor, and its cells are then others.
    if (!isGone(execution.cell)) await execution.replaceOutput(outputs.map(toOutput));
    execution.end(succeeded, Date.now());
    return succeeded;
  }

  async #outputsOf(cell: NotebookCell): Promise<readonly ShownOutput[]> {
    const cells = cellTexts(this.#notebook);
    try {
      if (isGone(cell)) return [];
      return (await this.#kernel.runCell({ cells, index: cell.index })).outputs;
    } catch (error) {
      return [problemOutput(problemOf(error))];
    }
  }
}

function isGone(cell: NotebookCell): boolean {
  return cell.index < 0 || cell.notebook.isClosed;
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return {
    code: "internal",
    message: `The cell could not be run: ${error instanceof Error ? error.message : String(error)}`,
    next: "This is a defect of Campaign Notebook; please report it.",
  };
}
