import { CellOutputs } from "../cells/cell-outputs.ts";
import { NotebookRunner } from "../cells/notebook-runner.ts";
import { declaredOnly, useParameters } from "../cells/parameters.ts";
import { readSettings } from "../cells/setup.ts";
import { isOneQuery } from "../cells/sql-cell.ts";
import { Kernel } from "../kernel.ts";
import { resultGone } from "../paging/kept-table.ts";
import { LevelPages } from "../paging/level-pages.ts";
import { ResultTables } from "../paging/result-tables.ts";
import { summariseColumn } from "../paging/summarise-column.ts";
import { offeredTemplates } from "../plugins/offered-templates.ts";
import type {
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
} from "../protocol/calls.ts";
import type { ExportedFile, ReportPage, SourcePreview } from "../protocol/export.ts";
import type { CheckResult } from "../protocol/mistake.ts";
import type { Outline } from "../protocol/outline.ts";
import type { ParameterInput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type {
  ColumnSummary,
  PageRequest,
  ResultPage,
  SummaryRequest,
} from "../protocol/result-page.ts";
import type { Renaming } from "../protocol/rename.ts";
import type { NamedPlugin, OfferedTemplates } from "../protocol/template.ts";
import type { TextMark } from "../protocol/text-mark.ts";
import { engineVersion } from "../session/engine-version.ts";
import type { Session } from "../session/session.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { CurrentSetup } from "./current-setup.ts";
import {
  exportCell,
  exportPlain,
  exportReport,
  outline,
  pinning,
  previewSource,
  report,
} from "./documents.ts";
import { inEditor } from "./in-editor.ts";
import { explain, marks, renaming } from "./language.ts";
import type { OpenNotebook, Work } from "./open-notebook.ts";
import { ReadableSetup } from "./readable-setup.ts";
import { runCell } from "./run-cell.ts";
import { WorkQueue } from "./work-queue.ts";

/** One notebook's kernel as an editor uses it: cell by cell, in the order they are asked for. */
export class EditorKernel implements KernelApi {
  readonly #emit: (event: KernelEvent) => void;
  #opened: OpenNotebook | null = null;
  readonly #setup = new CurrentSetup();
  readonly #readable = new ReadableSetup();
  readonly #results = new ResultTables();
  readonly #pages = new LevelPages(this.#results);
  readonly #queue = new WorkQueue();

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
    return this.#enqueue(async (opened, work) => {
      try {
        return await runCell(opened, request, work, {
          setup: this.#setup,
          keep: (kept) => this.#results.add(kept),
          printed: (text) => this.#emit({ type: "event", name: "printed", value: { text } }),
        });
      } finally {
        const cell = request.cells[request.index];
        if (cell && mayWrite(cell)) this.#pages.rowsMayHaveChanged();
      }
    });
  }

  outline(state: NotebookState): Promise<Outline> {
    return this.#enqueue((opened) =>
      outline(opened, state.cells, this.#setup.isReady(opened, state)),
    );
  }

  textMarks(state: NotebookState): Promise<readonly TextMark[]> {
    return this.#enqueue((opened) => marks(opened, state.cells, this.#setup.hasRun(state.cells)));
  }

  explain(request: RunCellRequest): Promise<string> {
    return this.#enqueue((opened) => explain(opened, request));
  }

  rename(request: RenameRequest): Promise<Renaming> {
    return this.#enqueue((opened) => renaming(opened, request));
  }

  report(state: NotebookState): Promise<ReportPage> {
    return this.#enqueue((opened) => report(opened, state, this.#setup.isReady(opened, state)));
  }

  exportReport(request: ExportReportRequest): Promise<void> {
    return this.#enqueue((opened, work) => exportReport(opened, request, work));
  }

  exportResult(request: ExportResultRequest): Promise<ExportedFile> {
    return this.#enqueue(async (opened, work) => {
      if (!this.#setup.isReady(opened, request)) await this.#setup.run(opened, request, work);
      return exportCell(opened, request, work);
    });
  }

  pinInputs(state: NotebookState): Promise<Pinning> {
    return this.#enqueue(async (opened, work) => {
      await this.#setup.runAsOfNow(opened, state, work);
      return pinning(opened, state.cells);
    });
  }

  exportScript(request: ExportScriptRequest): Promise<void> {
    return this.#enqueue(async (opened, work) => {
      await this.#setup.runAsOfNow(opened, request, work);
      await exportPlain(opened, request, work);
    });
  }

  previewSource({ path }: PreviewSourceRequest): Promise<SourcePreview> {
    return this.#enqueue((opened, work) => previewSource(opened, path, work));
  }

  templates(plugins: readonly NamedPlugin[]): Promise<OfferedTemplates> {
    return offeredTemplates(plugins);
  }

  async staleCells(request: StaleRequest): Promise<readonly StaleCell[]> {
    return this.#readable.staleCells(this.#ready(), request);
  }

  async check(state: NotebookState): Promise<CheckResult> {
    return this.#readable.check(this.#ready(), state);
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
    this.#queue.stopReading(result);
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return this.#queue.stop();
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

  #enqueue<Result>(work: (opened: OpenNotebook, context: Work) => Promise<Result>) {
    const progress: Work["progress"] = (value) =>
      this.#emit({ type: "event", name: "progress", value });
    return this.#queue.add((signal) => work(this.#ready(), { signal, progress }));
  }

  #ready(): OpenNotebook {
    if (!this.#opened) throw new Error("a notebook was used before open");
    return this.#opened;
  }

  #read<Result>(result: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#queue.read(result, async (signal) => {
      if (!this.#opened) throw resultGone();
      this.#results.get(result);
      const session = await this.#opened.kernel.session();
      return whileStoppable(session, signal, () => work(session));
    });
  }
}

/** Anything but one query: its statements may write to the results of other cells. */
function mayWrite({ kind, language, text }: CellText): boolean {
  return kind === "code" && language === "sql" && !isOneQuery(text);
}
