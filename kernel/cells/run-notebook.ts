import type { Kernel } from "../kernel.ts";
import type { Notebook } from "../notebook/cell.ts";
import type { LoadReport, Notice } from "../protocol/load-report.ts";
import { pinNotices } from "../pins/pin-changes.ts";
import type { CellOutput, ShownParameter } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { RunContext } from "./notebook-runner.ts";
import { NotebookRunner } from "./notebook-runner.ts";
import type { RunInputs } from "./read-setup.ts";
import type { PlannedCell } from "./plan-cells.ts";

export interface NotebookRun extends RunInputs, RunContext {
  readonly notebook: Notebook;
  /** Told before each cell, with the share of the cells that have run, 0–1. */
  readonly began?: (cell: PlannedCell, share: number) => void;
}

export interface RunCell extends PlannedCell {
  readonly outputs: readonly CellOutput[];
}

export interface FinishedRun {
  readonly title: string | null;
  readonly cells: readonly RunCell[];
  readonly loads: readonly LoadReport[];
  readonly parameters: readonly ShownParameter[];
  /** What is not as it was pinned. */
  readonly notices: readonly Notice[];
}

/**
 * Runs a notebook from top to bottom, stopping at the first cell that fails.
 *
 * @throws ProblemError of that cell, with file, cell, line and character
 */
export async function runNotebook(run: NotebookRun, kernel: Kernel): Promise<FinishedRun> {
  const runner = await NotebookRunner.open(kernel, run);
  try {
    const { settings, loads, parameters, pins } = await runner.setup.run(run.notebook.cells, run);
    const planned = runner.setup.plan(run.notebook.cells);
    const broken = planned.find(({ problem }) => problem !== null);
    if (broken?.problem) throw inCell(new ProblemError(broken.problem), broken, run.path);
    const cells: RunCell[] = [];
    for (const cell of planned) {
      run.signal?.throwIfAborted();
      run.began?.(cell, cells.length / planned.length);
      const outputs = await runner.run(cell, planned, run).catch((error: unknown) => {
        throw inCell(error, cell, run.path);
      });
      cells.push({ ...cell, outputs });
    }
    return {
      title: settings?.title ?? null,
      cells,
      loads,
      parameters: parameters.shown,
      notices: pinNotices(settings?.pins ?? null, pins),
    };
  } finally {
    runner.close();
  }
}

/** The problem with the place in the file instead of the place in the cell. */
export function inCell(error: unknown, { label, firstLine }: PlannedCell, file: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { problem } = error;
  const line = firstLine === null ? {} : { line: firstLine - 1 + (problem.place?.line ?? 0) };
  return new ProblemError(
    { ...problem, place: { ...problem.place, file, cell: label, ...line } },
    { cause: error },
  );
}
