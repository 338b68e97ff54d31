import type { Setup } from "../cells/setup.ts";
import type { Cell } from "../notebook/cell.ts";
import type { TextEdit } from "../notebook/parameter-default.ts";
import { writePins } from "../notebook/write-pins.ts";
import { ProblemError } from "../protocol/problem.ts";

export interface PinnedSetup {
  /** Of the setup cell, among all cells. */
  readonly index: number;
  readonly text: string;
  readonly edit: TextEdit;
  readonly files: number;
}

/**
 * How the setup cell is to be changed so that it pins what its setup has just read.
 *
 * @throws ProblemError `front_matter` where there is none, or none that can take the pins
 */
export function pinInputs(cells: readonly Cell[], { pins }: Setup): PinnedSetup {
  const index = cells.findIndex(({ kind }) => kind === "setup");
  const text = cells[index]?.text;
  if (text === undefined)
    throw new ProblemError({
      code: "front_matter",
      message: "The notebook has no front matter, so it reads nothing that could be pinned",
      next: "Begin it with the lines ---, campaign-notebook: 1, sources: and ---.",
    });
  const files = [...Object.values(pins.sources), pins.files].flatMap((each) => Object.keys(each));
  return { index, text, edit: writePins(text, pins), files: files.length };
}
