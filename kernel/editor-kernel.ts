import { createHash } from "node:crypto";
import { basename } from "node:path";
import { CellOutputs } from "./cells/cell-outputs.ts";
import { failureInputs } from "./cells/failure-inputs.ts";
import { NotebookRunner } from "./cells/notebook-runner.ts";
import { outputMarkdown } from "./cells/output-markdown.ts";
import { declaredOnly, useParameters } from "./cells/parameters.ts";
import { readSettings } from "./cells/setup.ts";
import { isOneQuery } from "./cells/sql-cell.ts";
import type { OpenNotebook, Work } from "./editor-documents.ts";
import {
  exportCell,
  exportPlain,
  exportReport,
  outline,
  pinning,
  previewSource,
  readsWhatIsThere,
  report,
} from "./editor-documents.ts";
import { explain, marks, renaming } from "./editor-language.ts";
import { Kernel } from "./kernel.ts";
import type { KeptTable } from "./paging/kept-table.ts";
import { resultGone } from "./paging/kept-table.ts";
import { LevelPages } from "./paging/level-pages.ts";
import { fitting } from "./paging/page-rows.ts";
import { ResultTables } from "./paging/result-tables.ts";
import { summariseColumn } from "./paging/summarise-column.ts";
import { offeredTemplates } from "./plugins/offered-templates.ts";
import type {
  CellInputs,
  CellResult,
  CellText,
  ExportReportRequest,
  ExportResultRequest,
  ExportScriptRequest,
  KernelApi,
  KernelEvent,
  KernelInfo,
  NotebookState,
  OpenRequest,
  Pinning,
  PreviewSourceRequest,
  RenameRequest,
  RunCellRequest,
  StaleCell,
  StaleRequest,
} from "./protocol/calls.ts";
import type { ExportedFile, ReportPage, SourcePreview } from "./protocol/export.ts";
import type { CheckResult } from "./protocol/mistake.ts";
import type { Outline } from "./protocol/outline.ts";
import type { CellOutput, ParameterInput } from "./protocol/output.ts";
import type { Problem } from "./protocol/problem.ts";
import { ProblemError } from "./protocol/problem.ts";
import type {
  ColumnSummary,
  PageRequest,
  ResultPage,
  SummaryRequest,
} from "./protocol/result-page.ts";
import type { Renaming } from "./protocol/rename.ts";
import type { NamedPlugin, OfferedTemplates } from "./protocol/template.ts";
import type { TextMark } from "./protocol/text-mark.ts";
import { engineVersion } from "./session/engine-version.ts";
import { stopped } from "./session/job.ts";
import type { Session } from "./session/session.ts";
import { whileStoppable } from "./session/while-stoppable.ts";

/** One notebook's kernel as an editor uses it: cell by cell, in the order they are asked for. */
export class EditorKernel implements KernelApi {
  readonly #emit: (event: KernelEvent) => void;
  #opened: OpenNotebook | null = null;
  #setupOf: string | null = null;
  /** The last setup that could be read: staleness is told by it while one is being typed. */
  #readable: CellText | undefined;
  readonly #results = new ResultTables();
  readonly #pages = new LevelPages(this.#results);
  /** What is read now or waits to be, each with the result that it is of. */
  readonly #reading = new Map<AbortController, string>();
  #queue: Promise<unknown> = Promise.resolve();
  /** Replaced at each stop, which ends what was asked for before it and nothing after. */
  #stopping = new AbortController();

  constructor(emit: (event: KernelEvent) => void) {
    this.#emit = emit;
  }

  async open(request: OpenRequest): Promise<KernelInfo> {
    const { notebookPath: path, notebookUri, inheritFrom, cacheFolder, sessionFolder } = request;
    const inherited = inheritFrom === undefined ? {} : { inheritFrom };
    const sessions = { folder: sessionFolder, notebookUri, ...inherited };
    const kernel = await Kernel.open({ cacheFolder, sessions });
    const runner = await NotebookRunner.open(kernel, {
      path,
      sources: new Map(),
      parameters: new Map(),
      ...(request.plugins && { plugins: request.plugins }),
    });
    this.#opened = { kernel, runner, path, outputs: new CellOutputs() };
    return { engine: engineVersion() };
  }

  runCell(request: RunCellRequest): Promise<CellResult> {
    return this.#enqueue((opened, { signal }) => this.#run(opened, request, signal));
  }

  outline(state: NotebookState): Promise<Outline> {
    return this.#enqueue((opened) => outline(opened, state.cells, this.#isReady(opened, state)));
  }

  textMarks(state: NotebookState): Promise<readonly TextMark[]> {
    return this.#enqueue((opened) => marks(opened, state.cells, this.#isSetUp(state.cells)));
  }

  explain(request: RunCellRequest): Promise<string> {
    return this.#enqueue((opened) => explain(opened, request));
  }

  rename(request: RenameRequest): Promise<Renaming> {
    return this.#enqueue((opened) => renaming(opened, request));
  }

  report(state: NotebookState): Promise<ReportPage> {
    return this.#enqueue((opened) => report(opened, state, this.#isReady(opened, state)));
  }

  exportReport(request: ExportReportRequest): Promise<void> {
    return this.#enqueue((opened, work) => exportReport(opened, request, work));
  }

  exportResult(request: ExportResultRequest): Promise<ExportedFile> {
    return this.#enqueue(async (opened, work) => {
      if (!this.#isReady(opened, request)) await this.#prepare(opened, request, work.signal);
      return exportCell(opened, request, work);
    });
  }

  pinInputs(state: NotebookState): Promise<Pinning> {
    return this.#enqueue(async (opened, { signal }) => {
      await this.#setupAsOfNow(opened, state, signal);
      return pinning(opened, state.cells);
    });
  }

  exportScript(request: ExportScriptRequest): Promise<void> {
    return this.#enqueue(async (opened, work) => {
      await this.#setupAsOfNow(opened, request, work.signal);
      await exportPlain(opened, request, work);
    });
  }

  previewSource({ path }: PreviewSourceRequest): Promise<SourcePreview> {
    return this.#enqueue((opened, work) => previewSource(opened, path, work));
  }

  templates(plugins: readonly NamedPlugin[]): Promise<OfferedTemplates> {
    return offeredTemplates(plugins);
  }

  async staleCells({ cells, parameters, shown }: StaleRequest): Promise<readonly StaleCell[]> {
    const { runner, path } = this.#ready();
    const tell = (state: readonly CellText[]): Promise<readonly StaleCell[]> =>
      runner.stale(state, declaredOnly(readSettings(state, path), parameters), shown);
    try {
      const stale = await tell(cells);
      this.#readable = cells.find(isSetup);
      return stale;
    } catch (error) {
      const before = this.#readable;
      if (!(error instanceof ProblemError) || !before) throw error;
      // Half a line of YAML is not yet a change of the sources.
      const state = cells.map((cell) => (isSetup(cell) ? before : cell));
      const at = cells.findIndex(isSetup);
      const broken = { index: at, because: ["the setup changed"] };
      const stale = await tell(state);
      const others = stale.filter(({ index }) => index !== at);
      return at >= 0 && shown[at] !== undefined ? [broken, ...others] : others;
    }
  }

  async check({ cells, parameters }: NotebookState): Promise<CheckResult> {
    const { runner, path } = this.#ready();
    const tell = (state: readonly CellText[]): Promise<CheckResult> =>
      runner.check(state, declaredOnly(readSettings(state, path), parameters));
    try {
      return await tell(cells);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // A setup that is being typed says nothing; the one before it still holds.
      const before = this.#readable;
      if (!before) return { mistakes: [], unread: [] };
      return tell(cells.map((cell) => (isSetup(cell) ? before : cell)));
    }
  }

  async parameters({ cells, parameters }: NotebookState): Promise<readonly ParameterInput[]> {
    const { path, runner } = this.#ready();
    try {
      const settings = readSettings(cells, path);
      const given = declaredOnly(settings, parameters);
      const { shown } = useParameters(settings?.params ?? [], given);
      return runner.withChoices(shown);
    } catch (error) {
      throw error instanceof ProblemError
        ? new ProblemError(inEditor(error.problem, path), { cause: error })
        : error;
    }
  }

  readPage(request: PageRequest): Promise<ResultPage> {
    return this.#read(request.result, (session) => this.#pages.read(session, request));
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
      const progress: Work["progress"] = (value) =>
        this.#emit({ type: "event", name: "progress", value });
      return work(this.#ready(), { signal, progress });
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  async #run(
    opened: OpenNotebook,
    { cells, parameters, index }: RunCellRequest,
    signal: AbortSignal,
  ): Promise<CellResult> {
    const { runner, path, outputs } = opened;
    const cell = cells[index];
    let madeFrom: CellInputs | null = null;
    try {
      if (signal.aborted) throw stopped();
      runner.give(declaredOnly(readSettings(cells, path), parameters));
      if (cell?.kind === "setup" || !this.#isSetUp(cells)) {
        await this.#setup(opened, cells, signal);
      }
      const planned = runner.plan(cells);
      const chosen = planned[index];
      if (!chosen) return cellResult([], null);
      madeFrom = await runner.madeFrom(chosen, planned);
      const keep = (kept: KeptTable): string => this.#results.add(kept);
      const printed = (text: string): void =>
        this.#emit({ type: "event", name: "printed", value: { text } });
      const context = { signal, isLive: true, keep, printed };
      const result = await outputsOf(runner.run(chosen, planned, context));
      await outputs.remember(index, planned, runner.hashes(planned), result);
      const error = result.find(({ kind }) => kind === "error");
      if (error && signal.aborted) return failed(stopped().problem);
      if (error?.kind === "error")
        return failed(error.problem, failureInputs(error.problem, madeFrom, cells));
      return cellResult(result.map(withinPage), madeFrom);
    } catch (error) {
      if (signal.aborted) return failed(stopped().problem);
      if (!(error instanceof ProblemError)) throw error;
      return failed(
        inEditor(error.problem, path),
        madeFrom && failureInputs(error.problem, madeFrom, cells),
      );
    } finally {
      if (cell && mayWrite(cell)) this.#pages.rowsMayHaveChanged();
    }
  }

  #ready(): OpenNotebook {
    if (!this.#opened) throw new Error("a notebook was used before open");
    return this.#opened;
  }

  #isSetUp(cells: readonly CellText[]): boolean {
    return this.#setupOf === setupHash(cells);
  }

  /** Whether the setup has run as it is now; then the parameters are those of now, too. */
  #isReady({ runner, path }: OpenNotebook, { cells, parameters }: NotebookState): boolean {
    if (!this.#isSetUp(cells)) return false;
    runner.give(declaredOnly(readSettings(cells, path), parameters));
    return true;
  }

  /** Runs the setup unless it has run over the files as they are now. */
  async #setupAsOfNow(opened: OpenNotebook, state: NotebookState, signal: AbortSignal) {
    if (this.#isReady(opened, state) && (await readsWhatIsThere(opened, state.cells))) return;
    await this.#prepare(opened, state, signal);
  }

  async #prepare(opened: OpenNotebook, { cells, parameters }: NotebookState, signal: AbortSignal) {
    opened.runner.give(declaredOnly(readSettings(cells, opened.path), parameters));
    await this.#setup(opened, cells, signal);
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

function failed(problem: Problem, madeFrom: CellInputs | null = null): CellResult {
  return cellResult([{ kind: "error", problem }], madeFrom);
}

function cellResult(outputs: readonly CellOutput[], madeFrom: CellInputs | null): CellResult {
  return {
    outputs: outputs.map((output) => ({ output, text: outputMarkdown(output) })),
    madeFrom,
  };
}

function isSetup({ kind }: CellText): boolean {
  return kind === "setup";
}

function setupHash(cells: readonly CellText[]): string {
  const text = cells.find(isSetup)?.text;
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
