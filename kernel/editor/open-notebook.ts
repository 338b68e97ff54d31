import type { CellOutputs } from "../cells/cell-outputs.ts";
import type { NotebookRunner } from "../cells/notebook-runner.ts";
import type { Kernel } from "../kernel.ts";
import type { RunProgress } from "../protocol/calls.ts";

export interface OpenNotebook {
  readonly kernel: Kernel;
  readonly runner: NotebookRunner;
  readonly path: string;
  readonly outputs: CellOutputs;
}

export interface Work {
  readonly signal: AbortSignal;
  readonly progress: (progress: RunProgress) => void;
}
