import { createHash } from "node:crypto";
import { basename } from "node:path";
import { CellOutputs } from "./cells/cell-outputs.ts";
import { NotebookRunner } from "./cells/notebook-runner.ts";
import { outputMarkdown } from "./cells/output-markdown.ts";
import type { OpenNotebook, Work } from "./editor-documents.ts";
import { exportCell, exportReport, outline, previewSource, report } from "./editor-documents.ts";
import { Kernel } from "./kernel.ts";
import type {
  CellResult,
  CellText,
  ExportReportRequest,
  ExportResultRequest,
  KernelApi,
  KernelEvent,
  KernelInfo,
  NotebookText,
  OpenRequest,
  PreviewSourceRequest,
  RunCellRequest,
} from "./protocol/calls.ts";
import type { ExportedFile, ReportPage, SourcePreview } from "./protocol/export.ts";
import type { Outline } from "./protocol/outline.ts";
import type { CellOutput } from "./protocol/output.ts";
import type { Problem } from "./protocol/problem.ts";
import { ProblemError } from "./protocol/problem.ts";
import { engineVersion } from "./session/engine-version.ts";
import { stopped } from "./session/job.ts";

/** One notebook's kernel as an editor uses it: cell by cell, in the order they are asked for. */
export class EditorKernel implements KernelApi {
  readonly #emit: (event: KernelEvent) => void;
  #opened: OpenNotebook | null = null;
  #setupOf: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** Replaced at each stop, which ends what was asked for before it and nothing after. */
  #stopping = new AbortController();

  constructor(emit: (event: KernelEvent) => void) {
    this.#emit = emit;
  }

  async open(request: OpenRequest): Promise<KernelInfo> {
    const { notebookPath: path, notebookUri, cacheFolder, sessionFolder } = request;
    const sessions = { folder: sessionFolder, notebookUri };
    const kernel = await Kernel.open({ cacheFolder, sessions });
    const runner = await NotebookRunner.open(kernel, {
      path,
      sources: new Map(),
      parameters: new Map(),
    });
    this.#opened = { kernel, runner, path, outputs: new CellOutputs() };
    return { engine: engineVersion() };
  }

  runCell(request: RunCellRequest): Promise<CellResult> {
    return this.#enqueue((opened, { signal }) => this.#run(opened, request, signal));
  }

  outline({ cells }: NotebookText): Promise<Outline> {
    return this.#enqueue((opened) => outline(opened, cells, this.#isSetUp(cells)));
  }

  report({ cells }: NotebookText): Promise<ReportPage> {
    return this.#enqueue((opened) => report(opened, cells, this.#isSetUp(cells)));
  }

  exportReport(request: ExportReportRequest): Promise<void> {
    return this.#enqueue((opened, work) => exportReport(opened, request, work));
  }

  exportResult(request: ExportResultRequest): Promise<ExportedFile> {
    return this.#enqueue(async (opened, work) => {
      if (!this.#isSetUp(request.cells)) await this.#setup(opened, request.cells, work.signal);
      return exportCell(opened, request, work);
    });
  }

  previewSource({ path }: PreviewSourceRequest): Promise<SourcePreview> {
    return this.#enqueue((opened, work) => previewSource(opened, path, work));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    await this.#queue;
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends what runs, and gives the session's database free. */
  async close(): Promise<void> {
    await this.stop();
    this.#opened?.runner.close();
    await this.#opened?.kernel.close();
  }

  /** One thing after the other, in the order in which it was asked for. */
  #enqueue<Result>(work: (opened: OpenNotebook, context: Work) => Promise<Result>) {
    const { signal } = this.#stopping;
    const run = this.#queue.then(() => {
      if (!this.#opened) throw new Error("a notebook was used before open");
      const progress: Work["progress"] = (value) =>
        this.#emit({ type: "event", name: "progress", value });
      return work(this.#opened, { signal, progress });
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #run(
    opened: OpenNotebook,
    { cells, index }: RunCellRequest,
    signal: AbortSignal,
  ): Promise<CellResult> {
    const { runner, path, outputs } = opened;
    const cell = cells[index];
    try {
      if (signal.aborted) throw stopped();
      if (cell?.kind === "setup" || !this.#isSetUp(cells)) {
        await this.#setup(opened, cells, signal);
      }
      const planned = runner.plan(cells);
      const chosen = planned[index];
      const result = chosen ? await outputsOf(runner.run(chosen, planned, { signal })) : [];
      await outputs.remember(index, planned, runner.hashes(planned), result);
      const error = result.find(({ kind }) => kind === "error");
      if (error && signal.aborted) return failed(stopped().problem);
      return shown(result);
    } catch (error) {
      if (signal.aborted) return failed(stopped().problem);
      if (!(error instanceof ProblemError)) throw error;
      return failed(inEditor(error.problem, path));
    }
  }

  #isSetUp(cells: readonly CellText[]): boolean {
    return this.#setupOf === setupHash(cells);
  }

  async #setup(
    { runner }: OpenNotebook,
    cells: readonly CellText[],
    signal: AbortSignal,
  ): Promise<void> {
    this.#setupOf = null;
    const progress = (path: string, { share }: { readonly share: number | null }): void =>
      this.#emit({ type: "event", name: "progress", value: { what: basename(path), share } });
    await runner.setup(cells, { signal, progress });
    this.#setupOf = setupHash(cells);
  }
}

/** What a run shows: a problem of the notebook's is an output like another. */
async function outputsOf(run: Promise<readonly CellOutput[]>): Promise<readonly CellOutput[]> {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [{ kind: "error", problem: error.problem }];
  }
}

function failed(problem: Problem): CellResult {
  return shown([{ kind: "error", problem }]);
}

function shown(outputs: readonly CellOutput[]): CellResult {
  return { outputs: outputs.map((output) => ({ output, text: outputMarkdown(output) })) };
}

function setupHash(cells: readonly CellText[]): string {
  const text = cells.find(({ kind }) => kind === "setup")?.text;
  return createHash("sha256")
    .update(JSON.stringify(text ?? null))
    .digest("hex");
}

/** A line of the front matter counts in its file, after the `---`; an editor shows the cell alone. */
function inEditor(problem: Problem, notebookPath: string): Problem {
  const { file, line, ...place } = problem.place ?? {};
  if (file !== notebookPath) return problem;
  return {
    ...problem,
    place: line === undefined ? place : { ...place, line: Math.max(1, line - 1) },
  };
}
