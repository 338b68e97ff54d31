import type { Notice } from "../../protocol/load-report.ts";
import { identifier } from "../../sql.ts";
import { warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf } from "./checked-table.ts";

/** Columns that say what a row's results are: people reached in one campaign, purchases in another. */
const objectives = new Set(
  "objective campaign_objective objective_type advertising_objective optimization_goal result_type result_indicator".split(
    " ",
  ),
);

export async function* resultNotices(table: CheckedTable): AsyncGenerator<Notice> {
  const results = columnOf(table, "results");
  const plan = table.plans.find(({ column }) => objectives.has(column.id));
  if (results === undefined || !plan) return;
  const name = identifier(plan.column.id);
  const found = await table.writer.rows(
    `SELECT DISTINCT ${name} FROM data WHERE ${results} IS NOT NULL AND ${name} IS NOT NULL ORDER BY 1 LIMIT 4`,
  );
  if (found.length > 1)
    yield warn(
      "results_of_several_kinds",
      `results counts different things (${found.map(([text]) => String(text).slice(0, 40)).join(", ")}): its sum means nothing.`,
      `Group by the column ${plan.column.id}.`,
    );
}
