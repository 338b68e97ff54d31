import type { NotebookCell, NotebookCellExecution, NotebookDocument } from "vscode";
import { NotebookCellKind } from "vscode";
import type { ShownOutput } from "../kernel/protocol/calls.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { ProblemError } from "../kernel/protocol/problem.ts";
import type { NotebookKernel } from "./notebook-kernel.ts";
import { NotebookMemory, setupCell } from "./notebook-memory.ts";
import { printedOutput, problemOutput, toOutput } from "./outputs.ts";

interface Batch {
  cancelled: boolean;
}

/** One notebook's cells waiting for its kernel, run one after the other. */
export class RunQueue {
  readonly #notebook: NotebookDocument;
  readonly #kernel: NotebookKernel;
  readonly #ask: (notebook: NotebookDocument) => Promise<void>;
  readonly #waiting = new Set<NotebookCell>();
  readonly #batches = new Set<Batch>();
  #last: Promise<void> = Promise.resolve();
  #order = 0;

  /** @param ask  before each cell; throws a ProblemError where it may not run */
  constructor(
    notebook: NotebookDocument,
    kernel: NotebookKernel,
    ask: (notebook: NotebookDocument) => Promise<void>,
  ) {
    this.#notebook = notebook;
    this.#kernel = kernel;
    this.#ask = ask;
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
    const setup = setupCell(this.#notebook);
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
    const { cell } = execution;
    const outputs = await this.#outputsOf(cell, (text) => {
      if (!isGone(cell))
        execution.replaceOutput(printedOutput(text)).then(undefined, () => undefined);
    });
    const succeeded = outputs.every(({ output }) => output.kind !== "error");
    // A file that changed on disk is read again by the editor, and its cells are then others.
    if (!isGone(execution.cell)) {
      await execution.replaceOutput(outputs.map((output) => toOutput(output, execution.cell)));
    }
    execution.end(succeeded, Date.now());
    return succeeded;
  }

  async #outputsOf(
    cell: NotebookCell,
    printed: (text: string) => void,
  ): Promise<readonly ShownOutput[]> {
    const memory = NotebookMemory.of(this.#notebook);
    try {
      if (isGone(cell)) return [];
      await this.#ask(this.#notebook);
      const request = { ...memory.state, index: cell.index };
      const { outputs, madeFrom } = await this.#kernel.runCell(request, printed);
      memory.ran(cell, madeFrom);
      return outputs;
    } catch (error) {
      memory.ran(cell, null);
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
