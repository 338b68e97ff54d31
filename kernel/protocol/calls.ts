import type { ExportedFile, ExportFormat, ReportPage, SourcePreview } from "./export.ts";
import type { CheckResult, TextEdit } from "./mistake.ts";
import type { Outline } from "./outline.ts";
import type { CellOutput, ParameterInput } from "./output.ts";
import type { Problem } from "./problem.ts";
import type { Renaming } from "./rename.ts";
import type { NamedPlugin, OfferedTemplates } from "./template.ts";
import type { TextMark } from "./text-mark.ts";
import type { ColumnSummary, PageRequest, ResultPage, SummaryRequest } from "./result-page.ts";

/** What an editor asks of a notebook's kernel. Every call settles; each rejection is a ProblemError. */
export interface KernelApi {
  /** The first call, once: which notebook this kernel serves, and where it may keep what. */
  open(request: OpenRequest): Promise<KernelInfo>;
  /**
   * Runs one cell, after the setup where that changed since it ran. Calls queue. A cell that fails
   * gives an error output, whose place counts lines in the cell.
   */
  runCell(request: RunCellRequest): Promise<CellResult>;
  /**
   * Which cells show what is no longer made from the notebook as it is now. Runs nothing, and does
   * not wait for what runs.
   */
  staleCells(request: StaleRequest): Promise<readonly StaleCell[]>;
  /**
   * The setup's parameters with the values they would have.
   *
   * @throws ProblemError `bad_arguments` for a value of the wrong kind, `front_matter`
   */
  parameters(state: NotebookState): Promise<readonly ParameterInput[]>;
  /** What SQL can name now. Runs nothing and loads nothing. */
  outline(notebook: NotebookState): Promise<Outline>;
  /** What is wrong in the cells' texts, by the engine's parser and, after the setup, its binder. Runs nothing and loads nothing. */
  textMarks(notebook: NotebookState): Promise<readonly TextMark[]>;
  /** A query with its metrics written out as the engine computes them, their definitions above. */
  explain(request: RunCellRequest): Promise<string>;
  /**
   * What another name for a named result or a column of the notebook changes. Changes nothing itself.
   *
   * @throws ProblemError `unknown_name`, `name_taken`, `bad_arguments`, `sql_syntax`, `formula`
   */
  rename(request: RenameRequest): Promise<Renaming>;
  /** Mistakes of analysis in the cells. Runs nothing and loads nothing. */
  check(notebook: NotebookState): Promise<CheckResult>;
  /** The report of what the cells showed; what did not run, changed or failed is said to be missing. */
  report(notebook: NotebookState): Promise<ReportPage>;
  /** Runs the whole notebook apart, as `run` does, and writes its report: the same bytes. */
  exportReport(request: ExportReportRequest): Promise<void>;
  /** Writes the result of a cell, which must be up to date, as a file. */
  exportResult(request: ExportResultRequest): Promise<ExportedFile>;
  /**
   * Writes the notebook's SQL as one script for stock DuckDB, and the rows of its sources beside it.
   *
   * @throws ProblemError `unsupported_cell` for SQL that needs TypeScript or findings, and others
   */
  exportScript(request: ExportScriptRequest): Promise<void>;
  /**
   * How the setup cell is to be changed so that it pins the inputs as they are now, which are loaded
   * where that is not done yet. Changes nothing itself.
   *
   * @throws ProblemError `front_matter` where the pins cannot be written there; of the setup
   */
  pinInputs(notebook: NotebookState): Promise<Pinning>;
  /** Loads an export for a look; it becomes no source. */
  previewSource(request: PreviewSourceRequest): Promise<SourcePreview>;
  /** The templates that plugins bring. It needs no notebook: `open` may not have been called. */
  templates(plugins: readonly NamedPlugin[]): Promise<OfferedTemplates>;
  /** Rows of a result that a cell showed. Reads queue with the cells; a stop ends them too. */
  readPage(request: PageRequest): Promise<ResultPage>;
  summariseColumn(request: SummaryRequest): Promise<ColumnSummary>;
  /** Ends what is read of a result, running or queued; cells go on. */
  stopReading(result: string): Promise<void>;
  /** Stops what runs and what is queued; settles once it has ended. */
  stop(): Promise<void>;
  /** Settles as soon as the kernel's thread is free. */
  ping(): Promise<void>;
}

/** What a kernel says without being asked. */
export interface KernelEvents {
  progress: RunProgress;
  printed: Printed;
}

export interface OpenRequest {
  /** Absolute path; sources are relative to its folder. */
  readonly notebookPath: string;
  /** Names the notebook's session database. */
  readonly notebookUri: string;
  /** The notebook that this one was saved from: its named results are taken over where they still hold. */
  readonly inheritFrom?: string;
  /** Where loaded sources are kept. */
  readonly cacheFolder: string;
  /** Where session databases are kept. */
  readonly sessionFolder: string;
  /** Absolute paths of plugins besides those of the notebook. */
  readonly plugins?: readonly string[];
}

export interface KernelInfo {
  readonly engine: string;
}

/** A cell as an editor holds it: see the notebook file's Cell, without its place in the file. */
export interface CellText {
  readonly kind: "setup" | "code" | "markdown";
  readonly language: string;
  readonly attributes: string;
  readonly text: string;
}

/** The whole notebook as it is now: names and what they depend on are those of all cells. */
export interface NotebookState {
  readonly cells: readonly CellText[];
  /** Texts that replace the defaults for this session, by parameter; those of undeclared names are passed over. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface RunCellRequest extends NotebookState {
  readonly index: number;
}

export interface RenameRequest extends NotebookState {
  /** The cell and the place in its text, in UTF-16 units, where the name stands. */
  readonly index: number;
  readonly offset: number;
  readonly to: string;
}

export interface ExportReportRequest extends NotebookState {
  /** Absolute; a file that is there is replaced. */
  readonly path: string;
}

export interface ExportResultRequest extends NotebookState {
  readonly index: number;
  /** Absolute; a file that is there is replaced. */
  readonly path: string;
  readonly format: ExportFormat;
}

export interface ExportScriptRequest extends NotebookState {
  /** Absolute; a file that is there is replaced. */
  readonly path: string;
}

export interface Pinning {
  /** The setup cell's, among all cells. */
  readonly index: number;
  readonly edit: TextEdit;
  /** How many files are pinned. */
  readonly files: number;
}

export interface PreviewSourceRequest {
  /** Absolute. */
  readonly path: string;
}

export interface CellResult {
  readonly outputs: readonly ShownOutput[];
  /** What the outputs were made from; null where the cell did not come to its end. */
  readonly madeFrom: CellInputs | null;
}

/** To be kept beside a cell's outputs, and handed back as it is. */
export type CellInputs = readonly CellInput[];

export interface CellInput {
  readonly kind:
    "text" | "setup" | "result" | "above" | "parameter" | "source" | "metric" | "targets" | "names";
  /** Of the result, parameter, source or metric; of a cell above without one its number among code cells; else empty. */
  readonly name: string;
  readonly hash: string;
}

export interface StaleRequest extends NotebookState {
  /** For each cell what its outputs were made from; undefined where it has not run. */
  readonly shown: readonly (CellInputs | null | undefined)[];
}

export interface StaleCell {
  readonly index: number;
  /** Interface text, the nearest cause first: "by_ad changed". At least one. */
  readonly because: readonly string[];
}

export interface ShownOutput {
  readonly output: CellOutput;
  /** The same for where nothing draws it: Markdown, or plain text for an error. */
  readonly text: string;
}

export interface RunProgress {
  /** What is worked on: a file's name. */
  readonly what: string;
  /** 0–1, or null while it cannot be told. */
  readonly share: number | null;
}

/** What the cell that runs has printed so far. */
export interface Printed {
  readonly text: string;
}

export type KernelMethod = keyof KernelApi;
export type KernelResult<Method extends KernelMethod> = Awaited<ReturnType<KernelApi[Method]>>;

export interface CallOf<Method extends KernelMethod> {
  readonly type: "call";
  readonly id: number;
  readonly method: Method;
  readonly params: Parameters<KernelApi[Method]>;
}

/** To the kernel. */
export type KernelCall = { [Method in KernelMethod]: CallOf<Method> }[KernelMethod];

export type KernelEvent = {
  [Name in keyof KernelEvents]: {
    readonly type: "event";
    readonly name: Name;
    readonly value: KernelEvents[Name];
  };
}[keyof KernelEvents];

/** From the kernel. */
export type KernelMessage =
  | { readonly type: "answer"; readonly id: number; readonly result?: unknown }
  | { readonly type: "failure"; readonly id: number; readonly problem: Problem }
  | KernelEvent;
