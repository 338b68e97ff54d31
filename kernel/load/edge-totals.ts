import { identifier } from "../sql.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { TableWriter } from "./table.ts";
import { additivePlans } from "./totals.ts";

/**
 * Whether the row is the sum of all others: "yes" if it has the half of each column's sum, and in some
 * column more than any other row; "perhaps" if another row has as much. Of a table in which a name
 * alone tells rows apart, its first or last row may be that under a label that nobody knows.
 */
export async function isSumOfOthers(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
  row: number,
): Promise<"yes" | "perhaps" | "no"> {
  const columns = additivePlans(plans)
    // Half of a sum of doubles is not to be compared exactly.
    .filter(({ type }) => type !== "DOUBLE")
    .map(({ column }) => identifier(column.id));
  if (columns.length < 2) return "no";
  const here = `_row = ${row}`;
  const tests = columns.map(
    (
      name,
    ) => `[sum(${name}) = 2 * coalesce(any_value(${name}) FILTER (${here}), 0) OR sum(${name}) IS NULL,
      coalesce(any_value(${name}) FILTER (${here}), 0) > coalesce(max(${name}) FILTER (NOT ${here}), 0),
      coalesce(sum(${name}), 0) <> 0]`,
  );
  const flags = await writer.row(`SELECT ${tests.join(", ")} FROM data`);
  const columnFlags = flags.map((each) => (Array.isArray(each) ? each : []));
  if (!columnFlags.every(([half]) => half === true)) return "no";
  if (columnFlags.some(([, most]) => most === true)) return "yes";
  return columnFlags.some(([, , some]) => some === true) ? "perhaps" : "no";
}
