import { resolve } from "node:path";
import { checkNotebook } from "../check/check-notebook.ts";
import type { Kernel } from "../kernel.ts";
import type { LoadProgress } from "../load/progress.ts";
import type { Callable } from "../metrics/metric.ts";
import type { Cell } from "../notebook/cell.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { CellInputs, StaleCell } from "../protocol/calls.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { CheckResult } from "../protocol/mistake.ts";
import type { CellOutput, LoadOutput, ParameterInput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { KeptTable } from "../paging/kept-table.ts";
import { currentPins } from "../pins/current-pins.ts";
import { pinNotices } from "../pins/pin-changes.ts";
import { pinMistakes } from "../pins/pin-mistakes.ts";
import type { PluginFile } from "../plugins/find-plugin.ts";
import { Plugins } from "../plugins/plugins.ts";
import type { Session } from "../session/session.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { Scripts } from "../typescript/scripts.ts";
import { digest } from "./digest.ts";
import { readIncludedFiles, withIncluded } from "./included.ts";
import { columnHashes, InputHashes } from "./input-hashes.ts";
import { dropUnnamed } from "./kept-results.ts";
import { metricIdentities } from "./metric-identities.ts";
import { checkFormulas, ownMetrics } from "./own-metrics.ts";
import { identitiesOf, pluginsNow, usePlugins } from "./notebook-plugins.ts";
import { boundTexts, useParameters } from "./parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { planCells } from "./plan-cells.ts";
import type { QueryChoices } from "./query-choices.ts";
import { queryChoices, withChoices } from "./query-choices.ts";
import { reservedNamesQuery, takenNames } from "./result-names.ts";
import { runCode } from "./run-code.ts";
import { inFormula, inSetup } from "./setup-problem.ts";
import type { Setup } from "./setup.ts";
import { checkStatedExport, loadRequests, readSettings } from "./setup.ts";
import { sourceIdentities } from "./source-identity.ts";
import { staleCells } from "./stale-cells.ts";

export interface RunInputs {
  /** Path of the notebook: sources are relative to it, messages about the setup name it. */
  readonly path: string;
  /** Paths that replace those of the notebook, by source. */
  readonly sources: ReadonlyMap<string, string>;
  /** Texts that replace the defaults, by parameter. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Absolute paths of plugins besides those of the notebook. */
  readonly plugins?: readonly string[];
}

export interface RunContext {
  readonly signal?: AbortSignal;
  readonly progress?: (what: string, progress: LoadProgress) => void;
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
  async setup(cells: readonly Cell[], context: RunContext = {}): Promise<Setup> {
    const { path } = this.#inputs;
    this.#setup = null;
    await this.#kernel.reset();
    const own = readSettings(cells, path);
    const included = await this.#included(own);
    const settings = withIncluded(own, included);
    const parameters = useParameters(settings?.params ?? [], this.#given);
    const files = await usePlugins(this.#plugins, settings, this.#inputs, {
      kernel: this.#kernel,
      scripts: this.#scripts,
      parser: this.#parser,
    });
    const { registry } = this.#plugins;
    const requests = loadRequests(settings, path, this.#inputs.sources);
    const identities = await sourceIdentities(requests, identitiesOf(files));
    const loads = await this.#load(settings, context);
    const reserved = await this.#parser.names(reservedNamesQuery);
    const columns = await ownMetrics(settings, loads, this.#parser, {
      metrics: this.#plugins.metrics,
      owned: registry.owned,
    }).catch((error: unknown) => {
      throw inFormula(error, path, cells, { settings, included });
    });
    this.#kernel.define([...columns.values()]);
    const custom = new Map([...this.#plugins.metrics, ...columns]);
    const named = files.filter(({ written }) => settings?.plugins.includes(written));
    const pins = currentPins({ loads, included, plugins: named });
    const read = { settings, included, loads, parameters, custom, reserved, identities, pins };
    const { owned, rules, views } = registry;
    this.#setup = { ...read, owned, rules, views };
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
    return this.#hashes(all, setup, setup.identities, this.#plugins.files).shown(
      all.indexOf(planned),
    );
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
    const own = readSettings(cells, path);
    const included = await this.#included(own);
    const settings = withIncluded(own, included);
    const parameters = useParameters(settings?.params ?? [], given);
    const files = await pluginsNow(settings, this.#inputs);
    const requests = loadRequests(settings, path, sources);
    const identities = await sourceIdentities(requests, identitiesOf(files));
    const planned = this.#plan(cells, this.#setup);
    return staleCells(
      planned,
      this.#hashes(planned, { settings, included, parameters }, identities, files),
      shown,
    );
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
    { settings, included, parameters }: Pick<Setup, "settings" | "included" | "parameters">,
    sources: ReadonlyMap<string, string>,
    files: readonly PluginFile[],
  ): InputHashes {
    return new InputHashes(all, {
      sources,
      parameters: parameters.values,
      metrics: metricIdentities(settings?.columns ?? [], this.#plugins.identities(files)),
      targets: digest(settings?.targets ?? []),
      included: [...included.map(({ text }) => text), ...identitiesOf(files)],
      limits: digest([
        settings?.targets ?? [],
        [...(settings?.thresholds ?? [])],
        ...this.#plugins.rulesFrom(files),
      ]),
      views: this.#plugins.viewsFrom(files),
      parse: this.#parser.parse,
    });
  }

  async #included(settings: FrontMatter | null) {
    return readIncludedFiles(settings, this.#inputs.path).catch((error: unknown) => {
      throw inSetup(error, this.#inputs.path);
    });
  }

  async #load(settings: FrontMatter | null, { signal, progress }: RunContext) {
    const { path, sources } = this.#inputs;
    const loads: LoadReport[] = [];
    for (const request of loadRequests(settings, path, sources)) {
      const what = sourceTitle(request.path);
      const { report } = await this.#kernel
        .load(request, {
          ...(signal ? { signal } : {}),
          ...(progress ? { progress: (state) => progress(what, state) } : {}),
        })
        .then((loaded) => {
          checkStatedExport(settings, loaded.report, this.#plugins.registry.exports);
          return loaded;
        })
        .catch((error: unknown) => {
          throw inSetup(error, path);
        });
      loads.push(report);
    }
    return loads;
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

/** What is loaded, as progress names it. */
function sourceTitle(path: string | readonly string[]): string {
  if (typeof path === "string") return path;
  const [first = "", ...others] = path;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
