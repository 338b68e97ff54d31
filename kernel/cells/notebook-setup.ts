import { checkNotebook } from "../check/check-notebook.ts";
import type { Cell } from "../notebook/cell.ts";
import { pinMistakes } from "../pins/pin-mistakes.ts";
import type { PluginFile } from "../plugins/find-plugin.ts";
import type { CellInputs, StaleCell } from "../protocol/calls.ts";
import type { CheckResult } from "../protocol/mistake.ts";
import { withIncluded } from "./included.ts";
import { InputHashes } from "./input-hashes.ts";
import { notebookInputs } from "./notebook-inputs.ts";
import { identitiesOf, pluginsNow } from "./notebook-plugins.ts";
import { checkFormulas } from "./own-metrics.ts";
import { boundTexts, useParameters } from "./parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { planCells } from "./plan-cells.ts";
import type { RunInputs, WrittenSetup } from "./read-setup.ts";
import { readSetup } from "./read-setup.ts";
import { takenNames } from "./result-names.ts";
import type { LoadContext, Told } from "./run-setup.ts";
import { runSetup } from "./run-setup.ts";
import { inFormula } from "./setup-problem.ts";
import type { Setup } from "./setup.ts";
import { loadRequests, readSettings } from "./setup.ts";
import { sourceIdentities } from "./source-identity.ts";
import { staleCells } from "./stale-cells.ts";

/** What is known of a notebook's cells before they run: by its last setup, or by what is written. */
export class NotebookSetup {
  readonly #told: Told;
  #inputs: RunInputs;
  #last: Setup | null = null;

  constructor(inputs: RunInputs, told: Told) {
    this.#inputs = inputs;
    this.#told = told;
  }

  /** Replaces the texts of the parameters, from the next run on. Nothing is loaded for it. */
  give(parameters: ReadonlyMap<string, string>): void {
    this.#inputs = { ...this.#inputs, parameters };
  }

  /**
   * Loads the sources and reads parameters and columns. Until it has succeeded, no cell runs.
   *
   * @throws ProblemError with the notebook's path and the line in the file where it is known
   */
  async run(cells: readonly Cell[], context: LoadContext = {}): Promise<Setup> {
    this.#last = null;
    this.#last = await runSetup(cells, this.#inputs, this.#told, context);
    return this.#last;
  }

  /** What the last run gave; null until one has succeeded. */
  get last(): Setup | null {
    return this.#last;
  }

  /** The same with the parameters of now. */
  get current(): Setup {
    if (!this.#last) throw new Error("a cell was run before the setup");
    const declared = this.#last.settings?.params ?? [];
    return { ...this.#last, parameters: useParameters(declared, this.#inputs.parameters) };
  }

  /** The cells with their names checked against what the setup defined. */
  plan(cells: readonly Cell[]): readonly PlannedCell[] {
    return this.#plan(cells, this.current);
  }

  /**
   * Reads the formulas of a setup that need not have run: by the columns of the sources that the last
   * one loaded, and where it loaded others or none, by the parser alone.
   *
   * @throws ProblemError like run()
   */
  async readFormulas(cells: readonly Cell[]): Promise<void> {
    const { path } = this.#inputs;
    const settings = readSettings(cells, path);
    const included = this.#last?.included ?? [];
    await checkFormulas(settings, this.#last, this.#told.parser).catch((error: unknown) => {
      throw inFormula(error, path, cells, { settings: withIncluded(settings, included), included });
    });
  }

  /** What each of the planned cells is made from, by the last setup. */
  hashes(all: readonly PlannedCell[]): InputHashes {
    return this.#hashes(all, this.current, this.#told.kernel.sources, this.#told.plugins.files);
  }

  /** The inputs of what a planned cell shows when it runs now. */
  async madeFrom(planned: PlannedCell, all: readonly PlannedCell[]): Promise<CellInputs> {
    const setup = this.current;
    const hashes = this.#hashes(all, setup, setup.identities, this.#told.plugins.files);
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
    const planned = this.#plan(cells, this.#last);
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
    const planned = this.#plan(cells, this.#last);
    const pinned = pinMistakes(planned, settings, this.#last);
    const result = await checkNotebook(planned, {
      settings,
      loads: this.#last?.loads ?? [],
      custom: this.#last?.custom ?? new Map(),
      parameters: boundTexts(values),
      parse: this.#told.parser.parse,
    });
    return { ...result, mistakes: [...pinned, ...result.mistakes] };
  }

  #plan(cells: readonly Cell[], setup: Setup | null): readonly PlannedCell[] {
    const { views } = this.#told.plugins.registry;
    return planCells(cells, setup ? takenNames(setup) : new Map(), views);
  }

  #hashes(
    all: readonly PlannedCell[],
    setup: WrittenSetup,
    sources: ReadonlyMap<string, string>,
    files: readonly PluginFile[],
  ): InputHashes {
    const { parse } = this.#told.parser;
    const context = { files, plugins: this.#told.plugins, parse };
    return new InputHashes(all, notebookInputs(setup, sources, context));
  }
}
