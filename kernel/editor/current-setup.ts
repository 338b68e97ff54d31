import { createHash } from "node:crypto";
import { basename } from "node:path";
import { declaredOnly } from "../cells/parameters.ts";
import { readSettings } from "../cells/setup.ts";
import type { CellText, NotebookState } from "../protocol/calls.ts";
import type { OpenNotebook, Work } from "./open-notebook.ts";

/** Whether the setup has run as it is now, and its run where it has not. */
export class CurrentSetup {
  /** The hash of the setup that ran. */
  #ran: string | null = null;

  hasRun(cells: readonly CellText[]): boolean {
    return this.#ran === setupHash(cells);
  }

  /** Where it has run as it is now, the parameters are those of now, too. */
  isReady({ runner, path }: OpenNotebook, { cells, parameters }: NotebookState): boolean {
    if (!this.hasRun(cells)) return false;
    runner.setup.give(declaredOnly(readSettings(cells, path), parameters));
    return true;
  }

  async run(
    { runner, path }: OpenNotebook,
    { cells, parameters }: NotebookState,
    { signal, progress }: Work,
  ): Promise<void> {
    runner.setup.give(declaredOnly(readSettings(cells, path), parameters));
    this.#ran = null;
    await runner.setup.run(cells, {
      signal,
      progress: (what, { share }) => progress({ what: basename(what), share }),
    });
    this.#ran = setupHash(cells);
  }

  /** Runs it unless it has run over the files as they are now. */
  async runAsOfNow(opened: OpenNotebook, state: NotebookState, work: Work): Promise<void> {
    if (this.isReady(opened, state) && (await readsWhatIsThere(opened, state.cells))) return;
    await this.run(opened, state, work);
  }
}

/** Whether the sources, included files and plugins are still those that the last setup read. */
async function readsWhatIsThere(
  { runner }: OpenNotebook,
  cells: readonly CellText[],
): Promise<boolean> {
  const planned = runner.setup.plan(cells);
  const setup = planned.find(({ cell }) => cell.kind === "setup");
  if (!setup) return true;
  const madeFrom = await runner.setup.madeFrom(setup, planned);
  const shown = planned.map((cell) => (cell === setup ? madeFrom : undefined));
  return (await runner.setup.stale(cells, new Map(), shown)).length === 0;
}

function setupHash(cells: readonly CellText[]): string {
  const text = cells.find(({ kind }) => kind === "setup")?.text;
  return createHash("sha256")
    .update(JSON.stringify(text ?? null))
    .digest("hex");
}
