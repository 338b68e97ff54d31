import { declaredOnly } from "../cells/parameters.ts";
import { readSettings } from "../cells/setup.ts";
import type { CellText, NotebookState, StaleCell, StaleRequest } from "../protocol/calls.ts";
import type { CheckResult } from "../protocol/mistake.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { OpenNotebook } from "./open-notebook.ts";

/** The last setup that could be read: cells are judged by it while another is being typed. */
export class ReadableSetup {
  #last: CellText | undefined;

  async staleCells(
    { runner, path }: OpenNotebook,
    { cells, parameters, shown }: StaleRequest,
  ): Promise<readonly StaleCell[]> {
    const tell = (state: readonly CellText[]): Promise<readonly StaleCell[]> =>
      runner.setup.stale(state, declaredOnly(readSettings(state, path), parameters), shown);
    try {
      const stale = await tell(cells);
      this.#last = cells.find(isSetup);
      return stale;
    } catch (error) {
      const state = this.#before(cells);
      if (!(error instanceof ProblemError) || !state) throw error;
      // Half a line of YAML is not yet a change of the sources.
      const at = cells.findIndex(isSetup);
      const broken = { index: at, because: ["the setup changed"] };
      const stale = await tell(state);
      const others = stale.filter(({ index }) => index !== at);
      return at >= 0 && shown[at] !== undefined ? [broken, ...others] : others;
    }
  }

  async check(
    { runner, path }: OpenNotebook,
    { cells, parameters }: NotebookState,
  ): Promise<CheckResult> {
    const tell = (state: readonly CellText[]): Promise<CheckResult> =>
      runner.setup.check(state, declaredOnly(readSettings(state, path), parameters));
    try {
      return await tell(cells);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // A setup that is being typed says nothing; the one before it still holds.
      const state = this.#before(cells);
      return state ? tell(state) : { mistakes: [], unread: [] };
    }
  }

  #before(cells: readonly CellText[]): readonly CellText[] | undefined {
    const last = this.#last;
    return last && cells.map((cell) => (isSetup(cell) ? last : cell));
  }
}

function isSetup({ kind }: CellText): boolean {
  return kind === "setup";
}
