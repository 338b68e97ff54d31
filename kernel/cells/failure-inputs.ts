import type { Cell } from "../notebook/cell.ts";
import type { CellInputs } from "../protocol/calls.ts";
import type { Problem } from "../protocol/problem.ts";
import { namesInput } from "./stale-cells.ts";

/** What a failure came from: the cell's inputs, the names and attributes of all cells too, or neither. */
export function failureInputs(
  { code }: Problem,
  madeFrom: CellInputs,
  cells: readonly Cell[],
): CellInputs | null {
  switch (code) {
    case "interrupted":
    case "stale_result":
      return null;
    case "used_before_defined":
    case "name_taken":
    case "bad_arguments":
    case "unsupported_cell":
      return [...madeFrom, namesInput(cells)];
    default:
      return madeFrom;
  }
}
