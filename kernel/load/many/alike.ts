import { ProblemError } from "../../protocol/problem.ts";
import { contents, grainOf } from "./recognised-table.ts";
import type { RecognisedTable } from "./recognised-table.ts";

/**
 * Passes if the rows of all tables stand for the same: the sums of a source with rows by campaign and
 * rows by ad would count everything twice.
 *
 * @throws ProblemError `files_differ`
 */
export function alike(tables: readonly RecognisedTable[]): void {
  const [first, ...others] = tables;
  const other = first && others.find((table) => grainOf(table) !== grainOf(first));
  if (!first || !other) return;
  throw new ProblemError({
    code: "files_differ",
    message: `The files are different reports: ${first.file.name} has rows ${contents(first)}, ${other.file.name} has rows ${contents(other)}`,
    place: { file: other.file.name },
    next: "Make them two sources; together their sums would count the same delivery twice.",
  });
}
