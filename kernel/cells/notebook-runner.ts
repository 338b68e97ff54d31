import { resolve } from "node:path";
import type { Kernel } from "../kernel.ts";
import type { Callable } from "../metrics/metric.ts";
import type { KeptTable } from "../paging/kept-table.ts";
import { pinNotices } from "../pins/pin-changes.ts";
import { Plugins } from "../plugins/plugins.ts";
import type { CellOutput, LoadOutput, ParameterInput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { whileStoppable } from "../session/while-stoppable.ts";
import { Scripts } from "../typescript/scripts.ts";
import { columnHashes } from "./input-hashes.ts";
import { dropUnnamed } from "./kept-results.ts";
import { NotebookSetup } from "./notebook-setup.ts";
import type { PlannedCell } from "./plan-cells.ts";
import type { QueryChoices } from "./query-choices.ts";
import { queryChoices, withChoices } from "./query-choices.ts";
import type { RunInputs } from "./read-setup.ts";
import { runCode } from "./run-code.ts";
import type { LoadContext } from "./run-setup.ts";
import type { Setup } from "./setup.ts";

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
  readonly setup: NotebookSetup;
  /** The engine's parser, which needs no setup. */
  readonly parser: SqlParser;
  readonly #kernel: Kernel;
  readonly #scripts: Scripts;
  readonly #plugins = new Plugins();
  #choices: QueryChoices = new Map();
  #swept: Session | null = null;

  private constructor(kernel: Kernel, inputs: RunInputs, parser: SqlParser) {
    this.#kernel = kernel;
    this.parser = parser;
    this.#scripts = new Scripts({ notebookPath: resolve(inputs.path) });
    const told = { kernel, parser, scripts: this.#scripts, plugins: this.#plugins };
    this.setup = new NotebookSetup(inputs, told);
  }

  static async open(kernel: Kernel, inputs: RunInputs): Promise<NotebookRunner> {
    return new NotebookRunner(kernel, inputs, await SqlParser.open());
  }

  close(): void {
    this.parser.close();
    this.#scripts.close();
    this.#plugins.close();
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
    const setup = this.setup.current;
    const { cell, problem } = planned;
    if (problem) throw new ProblemError(problem);
    if (cell.kind === "setup") return [await this.#setupOutput(setup, signal)];
    if (cell.kind === "markdown") return [];
    const session = await this.session();
    const context = {
      setup,
      session,
      parser: this.parser,
      hashes: this.setup.hashes(all),
      scripts: this.#scripts,
      isLive,
      keep,
      printed,
      signal,
    };
    return whileStoppable(session, signal, () => runCode(planned, all, context));
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
    return this.#scripts.metrics(columnHashes(all, this.setup.hashes(all)));
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
}
