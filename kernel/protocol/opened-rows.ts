import type { LevelPlace, ResultLevel } from "./result-level.ts";
import type { ColumnFilter } from "./result-view.ts";

/** The rows of a result that were opened on the way to a place in its levels. */
export function openedRows(
  levels: readonly ResultLevel[],
  { opened }: LevelPlace,
): readonly ColumnFilter[] {
  return opened.flatMap((key, depth) => {
    const column = levels[depth]?.key;
    return column === undefined ? [] : [{ kind: "values", column, values: [key] }];
  });
}
