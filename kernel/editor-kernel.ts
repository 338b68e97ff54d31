import { createHash } from "node:crypto";
import { basename } from "node:path";
import { CellOutputs } from "./cells/cell-outputs.ts";
import { NotebookRunner } from "./cells/notebook-runner.ts";
import { outputMarkdown } from "./cells/output-markdown.ts";
import { isOneQuery } from "./cells/sql-cell.ts";
import type { OpenNotebook, Work } from "./editor-documents.ts";
import { exportCell, exportReport, outline, previewSource, report } from "./editor-documents.ts";
import { Kernel } from "./kernel.ts";
import type { KeptTable } from "./paging/kept-table.ts";
import { resultGone } from "./paging/kept-table.ts";
import { fitting } from "./paging/page-rows.ts";
import { ResultTables } from "./paging/result-tables.ts";
import { summariseColumn } from "./paging/summarise-column.ts";
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
import type {
  ColumnSummary,
  PageRequest,
  ResultPage,
  SummaryRequest,
} from "./protocol/result-page.ts";
import { engineVersion } from "./session/engine-version.ts";
import { stopped } from "./session/job.ts";
import type { Session } from "./session/session.ts";
import { whileStoppable } from "./session/while-stoppable.ts";

/** One notebook's kernel as an editor uses it: cell by cell, in the order they are asked for. */
export class EditorKernel implements KernelApi {
  readonly #emit: (event: KernelEvent) => void;
  #opened: OpenNotebook | null = null;
  #setupOf: string | null = null;
  readonly #results = new ResultTables();
  /** What is read now or waits to be, each with the result that it is of. */
  readonly #reading = new Map<AbortController, string>();
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

  readPage(request: PageRequest): Promise<ResultPage> {
    return this.#read(request.result, (session) => this.#results.read(session, request));
  }

  summariseColumn(request: SummaryRequest): Promise<ColumnSummary> {
    return this.#read(request.result, (session) =>
      summariseColumn(session, this.#results.get(request.result), request),
    );
  }

  stopReading(result: string): Promise<void> {
    for (const [reading, of] of this.#reading) if (of === result) reading.abort();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    for (const reading of this.#reading.keys()) reading.abort();
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
      if (!chosen) return shown([]);
      const keep = (kept: KeptTable): string => this.#results.add(kept);
      const result = await outputsOf(runner.run(chosen, planned, { signal, isLive: true, keep }));
      await outputs.remember(index, planned, runner.hashes(planned), result);
      const error = result.find(({ kind }) => kind === "error");
      if (error && signal.aborted) return failed(stopped().problem);
      return shown(result.map(withinPage));
    } catch (error) {
      if (signal.aborted) return failed(stopped().problem);
      if (!(error instanceof ProblemError)) throw error;
      return failed(inEditor(error.problem, path));
    } finally {
      if (cell && mayWrite(cell)) this.#results.rowsMayHaveChanged();
    }
  }

  #isSetUp(cells: readonly CellText[]): boolean {
    return this.#setupOf === setupHash(cells);
  }

  /** Settles at once where it is stopped while it waits for its turn. */
  #read<Result>(result: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    const reading = new AbortController();
    const { signal } = reading;
    this.#reading.set(reading, result);
    const run = this.#queue.then(async () => {
      if (signal.aborted) throw stopped();
      if (!this.#opened) throw resultGone();
      this.#results.get(result);
      const session = await this.#opened.kernel.session();
      return whileStoppable(session, signal, () => work(session));
    });
    this.#queue = run.catch(() => undefined);
    return new Promise<Result>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(stopped()), { once: true });
      run.then(resolve, reject);
    }).finally(() => this.#reading.delete(reading));
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

/** Anything but one query: its statements may write to the results of other cells. */
function mayWrite({ kind, language, text }: CellText): boolean {
  return kind === "code" && language === "sql" && !isOneQuery(text);
}

/** A table as it crosses the border, also one of very long texts. */
function withinPage(output: CellOutput): CellOutput {
  if (output.kind !== "table") return output;
  return { ...output, table: { ...output.table, rows: fitting(output.table.rows) } };
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
