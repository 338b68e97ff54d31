import type { Cell } from "../notebook/cell.ts";
import { readIncludedFiles, withIncluded } from "./included.ts";
import { useParameters } from "./parameters.ts";
import { inSetup } from "./setup-problem.ts";
import type { Setup } from "./setup.ts";
import { readSettings } from "./setup.ts";

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

/** A setup as it and the files that it includes are written; nothing of it need have run. */
export type WrittenSetup = Pick<Setup, "settings" | "included" | "parameters">;

/** @throws ProblemError of the setup */
export async function readSetup(
  cells: readonly Cell[],
  path: string,
  given: ReadonlyMap<string, string>,
): Promise<WrittenSetup> {
  const own = readSettings(cells, path);
  const included = await readIncludedFiles(own, path).catch((error: unknown) => {
    throw inSetup(error, path);
  });
  const settings = withIncluded(own, included);
  return { settings, included, parameters: useParameters(settings?.params ?? [], given) };
}
