import { resolve } from "node:path";
import { checkNotebook } from "../check/check-notebook.ts";
import type { Kernel } from "../kernel.ts";
import type { Callable } from "../metrics/metric.ts";
import type { Cell } from "../notebook/cell.ts";
import type { CellInputs, StaleCell } from "../protocol/calls.ts";
import type { CheckResult } from "../protocol/mistake.ts";
import type { CellOutput, LoadOutput, ParameterInput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { KeptTable } from "../paging/kept-table.ts";
import { pinNotices } from "../pins/pin-changes.ts";
import { pinMistakes } from "../pins/pin-mistakes.ts";
import type { PluginFile } from "../plugins/find-plugin.ts";
import { Plugins } from "../plugins/plugins.ts";
import type { Session } from "../session/session.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { Scripts } from "../typescript/scripts.ts";
import { withIncluded } from "./included.ts";
import { columnHashes, InputHashes } from "./input-hashes.ts";
import { dropUnnamed } from "./kept-results.ts";
import { checkFormulas } from "./own-metrics.ts";
import { notebookInputs } from "./notebook-inputs.ts";
import { identitiesOf, pluginsNow } from "./notebook-plugins.ts";
import { boundTexts, useParameters } from "./parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { planCells } from "./plan-cells.ts";
import type { QueryChoices } from "./query-choices.ts";
import { queryChoices, withChoices } from "./query-choices.ts";
import type { RunInputs, WrittenSetup } from "./read-setup.ts";
import { readSetup } from "./read-setup.ts";
import { takenNames } from "./result-names.ts";
import { runCode } from "./run-code.ts";
import type { LoadContext } from "./run-setup.ts";
import { runSetup } from "./run-setup.ts";
import { inFormula } from "./setup-problem.ts";
import type { Setup } from "./setup.ts";
import { loadRequests, readSettings } from "./setup.ts";
import { sourceIdentities } from "./source-identity.ts";
import { staleCells } from "./stale-cells.ts";

export interface RunContext extends LoadContext {
  /** Whether a page may draw charts itself. */
  readonly isLive?: boolean;
  /** Is told all that a cell printed so far, while it runs. */
  readonly printed?: (text: string) => void;
  /** Takes note of a result that more can be asked of, and gives its id. */
  readonly keep?: (kept: KeptTable) => string;
}

/** Runs a notebook's cells one by one, in any order that their names allow. */
export class NotebookRunner {
  readonly #kernel: Kernel;
  readonly #inputs: RunInputs;
  readonly #parser: SqlParser;
  readonly #scripts: Scripts;
  readonly #plugins = new Plugins();
  #given: ReadonlyMap<string, string>;
  #setup: Setup | null = null;
  #choices: QueryChoices = new Map();
  #swept: Session | null = null;

  private constructor(kernel: Kernel, inputs: RunInputs, parser: SqlParser) {
    this.#kernel = kernel;
    this.#inputs = inputs;
    this.#given = inputs.parameters;
    this.#parser = parser;
    this.#scripts = new Scripts({ notebookPath: resolve(inputs.path) });
  }

  static async open(kernel: Kernel, inputs: RunInputs): Promise<NotebookRunner> {
    return new NotebookRunner(kernel, inputs, await SqlParser.open());
  }

  close(): void {
    this.#parser.close();
    this.#scripts.close();
    this.#plugins.close();
  }

  /** Replaces the texts of the parameters, from the next run on. Nothing is loaded for it. */
  give(parameters: ReadonlyMap<string, string>): void {
    this.#given = parameters;
  }

  /**
   * Loads the sources and reads parameters and columns. Until it has succeeded, no cell runs.
   *
   * @throws ProblemError with the notebook's path and the line in the file where it is known
   */
  async setup(cells: readonly Cell[], context: LoadContext = {}): Promise<Setup> {
    this.#setup = null;
    this.#setup = await runSetup(
      cells,
      { ...this.#inputs, parameters: this.#given },
      {
        kernel: this.#kernel,
        parser: this.#parser,
        scripts: this.#scripts,
        plugins: this.#plugins,
      },
      context,
    );
    return this.#setup;
  }

  /** The cells with their names checked against what the setup defined. */
  plan(cells: readonly Cell[]): readonly PlannedCell[] {
    return this.#plan(cells, this.#ready());
  }

  /**
   * Runs one of the planned cells.
   *
   * @throws ProblemError whose line and character count in the cell
   */
  async run(
    planned: PlannedCell,
    all: readonly PlannedCell[],
    { signal, isLive = false, keep, printed }: RunContext = {},
  ): Promise<readonly CellOutput[]> {
    const setup = this.#ready();
    const { cell, problem } = planned;
    if (problem) throw new ProblemError(problem);
    if (cell.kind === "setup") return [await this.#setupOutput(setup, signal)];
    if (cell.kind === "markdown") return [];
    const session = await this.session();
    const context = {
      setup,
      session,
      parser: this.#parser,
      hashes: this.hashes(all),
      scripts: this.#scripts,
      isLive,
      keep,
      printed,
      signal,
    };
    return whileStoppable(session, signal, () => runCode(planned, all, context));
  }

  /**
   * Reads the formulas of a setup that need not have run: by the columns of the sources that the last
   * one loaded, and where it loaded others or none, by the parser alone.
   *
   * @throws ProblemError like setup()
   */
  async readFormulas(cells: readonly Cell[]): Promise<void> {
    const { path } = this.#inputs;
    const settings = readSettings(cells, path);
    const included = this.#setup?.included ?? [];
    await checkFormulas(settings, this.#setup, this.#parser).catch((error: unknown) => {
      throw inFormula(error, path, cells, { settings: withIncluded(settings, included), included });
    });
  }

  /** The engine's parser, which needs no setup. */
  get parser(): SqlParser {
    return this.#parser;
  }

  /** What the last setup gave; null until one has succeeded. */
  get lastSetup(): Setup | null {
    return this.#setup;
  }

  /** The session over the sources of the last setup. */
  async session(): Promise<Session> {
    const session = await this.#kernel.session();
    if (this.#swept !== session) await dropUnnamed(session);
    this.#swept = session;
    return session;
  }

  /** The columns of TypeScript cells that SQL can call now. */
  columns(all: readonly PlannedCell[]): Promise<readonly Callable[]> {
    return this.#scripts.metrics(columnHashes(all, this.hashes(all)));
  }

  /** What each of the planned cells is made from, by the last setup. */
  hashes(all: readonly PlannedCell[]): InputHashes {
    return this.#hashes(all, this.#ready(), this.#kernel.sources, this.#plugins.files);
  }

  /** The inputs of what a planned cell shows when it runs now. */
  async madeFrom(planned: PlannedCell, all: readonly PlannedCell[]): Promise<CellInputs> {
    const setup = this.#ready();
    const hashes = this.#hashes(all, setup, setup.identities, this.#plugins.files);
    return hashes.shown(all.indexOf(planned));
  }

  /**
   * Which cells show what is not made from the notebook as it is now, with these texts for parameters.
   * The sources are looked at, not read, and the setup need not have run.
   *
   * @throws ProblemError for a setup that cannot be read
   */
  async stale(
    cells: readonly Cell[],
    given: ReadonlyMap<string, string>,
    shown: readonly (CellInputs | null | undefined)[],
  ): Promise<readonly StaleCell[]> {
    const { path, sources } = this.#inputs;
    const written = await readSetup(cells, path, given);
    const { settings } = written;
    const files = await pluginsNow(settings, this.#inputs);
    const requests = loadRequests(settings, path, sources);
    const identities = await sourceIdentities(requests, identitiesOf(files));
    const planned = this.#plan(cells, this.#setup);
    return staleCells(planned, this.#hashes(planned, written, identities, files), shown);
  }

  /**
   * Mistakes of analysis in the cells, told by the last setup's sources where one has succeeded, by
   * the names of columns otherwise. Runs nothing.
   *
   * @throws ProblemError for a setup that cannot be read
   */
  async check(cells: readonly Cell[], given: ReadonlyMap<string, string>): Promise<CheckResult> {
    const settings = readSettings(cells, this.#inputs.path);
    const { values } = useParameters(settings?.params ?? [], given);
    const planned = this.#plan(cells, this.#setup);
    const pinned = pinMistakes(planned, settings, this.#setup);
    const result = await checkNotebook(planned, {
      settings,
      loads: this.#setup?.loads ?? [],
      custom: this.#setup?.custom ?? new Map(),
      parameters: boundTexts(values),
      parse: this.#parser.parse,
    });
    return { ...result, mistakes: [...pinned, ...result.mistakes] };
  }

  #plan(cells: readonly Cell[], setup: Setup | null): readonly PlannedCell[] {
    const { views } = this.#plugins.registry;
    return planCells(cells, setup ? takenNames(setup) : new Map(), views);
  }

  #hashes(
    all: readonly PlannedCell[],
    setup: WrittenSetup,
    sources: ReadonlyMap<string, string>,
    files: readonly PluginFile[],
  ): InputHashes {
    const { parse } = this.#parser;
    const context = { files, plugins: this.#plugins, parse };
    return new InputHashes(all, notebookInputs(setup, sources, context));
  }

  /** The parameters with what their queries offered when the setup cell ran last. */
  withChoices(parameters: readonly ParameterInput[]): ParameterInput[] {
    return withChoices(parameters, this.#choices);
  }

  async #setupOutput(
    { settings, loads, parameters, pins }: Setup,
    signal: AbortSignal | undefined,
  ): Promise<LoadOutput> {
    const session = () => this.#kernel.session();
    const offered = () => queryChoices(settings, session);
    const asks = settings?.params.some(({ kind }) => kind === "query") ?? false;
    this.#choices = asks ? await whileStoppable(await session(), signal, offered) : new Map();
    return {
      kind: "load",
      reports: loads,
      parameters: this.withChoices(parameters.shown),
      notices: pinNotices(settings?.pins ?? null, pins),
    };
  }

  #ready(): Setup {
    if (!this.#setup) throw new Error("a cell was run before the setup");
    const declared = this.#setup.settings?.params ?? [];
    return { ...this.#setup, parameters: useParameters(declared, this.#given) };
  }
}
