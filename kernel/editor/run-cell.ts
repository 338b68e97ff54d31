import { failureInputs } from "../cells/failure-inputs.ts";
import type { RunContext } from "../cells/notebook-runner.ts";
import { outputMarkdown } from "../cells/output-markdown.ts";
import { fitting } from "../paging/page-rows.ts";
import type { CellInputs, CellResult, RunCellRequest } from "../protocol/calls.ts";
import type { CellOutput } from "../protocol/output.ts";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { stopped } from "../session/job.ts";
import type { CurrentSetup } from "./current-setup.ts";
import { inEditor } from "./in-editor.ts";
import type { OpenNotebook, Work } from "./open-notebook.ts";

/** Runs one cell, after the setup where that changed since it ran. What fails is an output. */
export async function runCell(
  opened: OpenNotebook,
  request: RunCellRequest,
  work: Work,
  { setup, ...told }: Pick<RunContext, "keep" | "printed"> & { readonly setup: CurrentSetup },
): Promise<CellResult> {
  const { runner, path, outputs } = opened;
  const { cells, index } = request;
  const { signal } = work;
  let madeFrom: CellInputs | null = null;
  try {
    if (signal.aborted) throw stopped();
    if (cells[index]?.kind === "setup" || !setup.isReady(opened, request)) {
      await setup.run(opened, request, work);
    }
    const planned = runner.setup.plan(cells);
    const chosen = planned[index];
    if (!chosen) return cellResult([], null);
    madeFrom = await runner.setup.madeFrom(chosen, planned);
    const result = await outputsOf(runner.run(chosen, planned, { signal, isLive: true, ...told }));
    await outputs.remember(index, planned, runner.setup.hashes(planned), result);
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
