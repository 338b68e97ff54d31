import type { ColumnPlan } from "../column-plan.ts";
import { identifier } from "../../sql.ts";
import type { TableWriter } from "../table.ts";

/** A written table whose rows are looked at for what they mean. */
export interface CheckedTable {
  readonly writer: TableWriter;
  readonly plans: readonly ColumnPlan[];
  /** SQL expression over `data` for a row's 1-based position in the file. */
  readonly row: string;
  readonly rows: number;
}

/** SQL name of the first column that means this. */
export function columnOf({ plans }: CheckedTable, means: string): string | undefined {
  const plan = plans.find(({ column }) => column.means === means && !column.repeats);
  return plan && identifier(plan.column.id);
}

/** SQL names of the columns that mean one of these. */
export function columnsOf(table: CheckedTable, means: readonly string[]): string[] {
  return means.map((each) => columnOf(table, each)).filter((name) => name !== undefined);
}
