import { readFrontMatter } from "../notebook/front-matter.ts";
import { pinNotices } from "../pins/pin-changes.ts";
import type { MissingResult, ReportPage } from "../protocol/export.ts";
import type { Problem } from "../protocol/problem.ts";
import { renderReport } from "../report/render-report.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import type { InputHashes } from "./input-hashes.ts";
import type { Setup } from "./setup.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { reportModel } from "./report-model.ts";
import type { RunCell } from "./run-notebook.ts";

export interface Draft {
  /** The notebook's file name. */
  readonly file: string;
  readonly cells: readonly PlannedCell[];
  /** Null where the setup has not run as it is now. */
  readonly setup: Setup | null;
  readonly hashes: InputHashes | null;
  readonly outputs: CellOutputs;
}

/** The report of what the cells have shown so far. What it lacks is said in its place and at its head. */
export async function draftReport(draft: Draft): Promise<ReportPage> {
  const missing: MissingResult[] = [];
  const cells: RunCell[] = [];
  for (const [index, planned] of draft.cells.entries()) {
    const { outputs, reason } = await shownBy(index, planned, draft);
    const isShown = planned.hide === "nothing" || planned.hide === "code";
    if (reason !== null && isShown) missing.push({ index, reason });
    cells.push({ ...planned, outputs });
  }
  const { setup, file } = draft;
  const model = reportModel(
    {
      title: setup?.settings?.title ?? titleIn(draft.cells),
      cells,
      loads: setup?.loads ?? [],
      parameters: setup?.parameters.shown ?? [],
      notices: setup ? pinNotices(setup.settings?.pins ?? null, setup.pins) : [],
    },
    file,
  );
  return { html: renderReport({ ...model, incomplete: sentenceOf(missing) }), missing };
}

/** Of a setup that has not run. */
function titleIn(cells: readonly PlannedCell[]): string | null {
  const text = cells.find(({ cell }) => cell.kind === "setup")?.cell.text;
  return text === undefined ? null : (readFrontMatter(text).settings?.title ?? null);
}

async function shownBy(
  index: number,
  planned: PlannedCell,
  { hashes, outputs }: Draft,
): Promise<Pick<RunCell, "outputs"> & { readonly reason: MissingResult["reason"] | null }> {
  if (planned.cell.kind !== "code") return { outputs: [], reason: null };
  const shown = hashes ? await outputs.of(index, planned, hashes) : null;
  if (shown) {
    const failed = shown.outputs.some(({ kind }) => kind === "error");
    return { outputs: shown.outputs, reason: failed ? "failed" : null };
  }
  const reason = outputs.hasRun(planned) ? "changed" : "not_run";
  return { outputs: [{ kind: "error", problem: problems[reason] }], reason };
}

const problems: Readonly<Record<"not_run" | "changed", Problem>> = {
  not_run: {
    code: "no_result",
    message: "This cell has not run as it is now.",
    next: "Run it in the notebook.",
  },
  changed: {
    code: "stale_result",
    message: "What this cell reads has changed since it ran.",
    next: "Run it again in the notebook.",
  },
};

function sentenceOf(missing: readonly MissingResult[]): string | null {
  if (missing.length === 0) return null;
  const of = (reason: MissingResult["reason"], text: string): string[] => {
    const { length } = missing.filter((result) => result.reason === reason);
    return length === 0 ? [] : [`${length} ${length === 1 ? "cell" : "cells"} ${text}`];
  };
  const parts = [
    ...of("not_run", "not run yet"),
    ...of("changed", "to run again"),
    ...of("failed", "failed"),
  ];
  return `${parts.join(", ")}.`;
}
