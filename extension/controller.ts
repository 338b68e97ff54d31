import type { Disposable, NotebookCell, NotebookDocument } from "vscode";
import { notebooks } from "vscode";
import type { NotebookKernel } from "./notebook-kernel.ts";
import { RunQueue } from "./run-queue.ts";

export const notebookType = "campaign-notebook";
const languages = ["sql", "vega-lite", "diagnose", "typescript", "yaml"];

/** Runs cells when VS Code says so: one queue per notebook, the setup cell first where it is stale. */
export class Controller implements Disposable {
  readonly #controller = notebooks.createNotebookController(
    notebookType,
    notebookType,
    "Campaign Notebook",
  );
  readonly #kernelOf: (notebook: NotebookDocument) => NotebookKernel;
  readonly #ask: (notebook: NotebookDocument) => Promise<void>;
  readonly #queues = new WeakMap<NotebookDocument, RunQueue>();

  /** @param ask  before each cell; throws a ProblemError where it may not run */
  constructor(
    kernelOf: (notebook: NotebookDocument) => NotebookKernel,
    ask: (notebook: NotebookDocument) => Promise<void>,
  ) {
    this.#kernelOf = kernelOf;
    this.#ask = ask;
    this.#controller.supportedLanguages = languages;
    this.#controller.supportsExecutionOrder = true;
    this.#controller.executeHandler = (cells, notebook) => this.#run(cells, notebook);
    this.#controller.interruptHandler = (notebook) => this.stop(notebook);
  }

  async stop(notebook: NotebookDocument): Promise<void> {
    this.#queueOf(notebook).cancel();
    await this.#kernelOf(notebook).stop();
  }

  /** @throws ProblemError where no kernel can be started */
  async restart(notebook: NotebookDocument): Promise<void> {
    this.#queueOf(notebook).cancel();
    await this.#kernelOf(notebook).restart();
  }

  dispose(): void {
    this.#controller.dispose();
  }

  #run(cells: readonly NotebookCell[], notebook: NotebookDocument): Promise<void> {
    return this.#queueOf(notebook).run(cells, (cell) =>
      this.#controller.createNotebookCellExecution(cell),
    );
  }

  #queueOf(notebook: NotebookDocument): RunQueue {
    const queue =
      this.#queues.get(notebook) ?? new RunQueue(notebook, this.#kernelOf(notebook), this.#ask);
    this.#queues.set(notebook, queue);
    return queue;
  }
}
