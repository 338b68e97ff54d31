import type { Notice } from "../../protocol/load-report.ts";
import { counted, warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf } from "./checked-table.ts";

/** What is expected, and what came of it: `[estimated, settled]`. */
const pairs = [
  ["cost", "net_cost"],
  ["estimated_gmv", "settled_gmv"],
  ["estimated_commission", "actual_commission"],
  ["estimated_partner_commission", "actual_partner_commission"],
  ["estimated_shop_ads_commission", "actual_shop_ads_commission"],
  ["gmv_creator", "settled_revenue"],
] as const;

/** Rows whose settled amount has yet to come: ratios with it look far too good or too bad. */
export async function* settlementNotices(table: CheckedTable): AsyncGenerator<Notice> {
  for (const [estimatedId, settledId] of pairs) {
    const estimated = columnOf(table, estimatedId);
    const settled = columnOf(table, settledId);
    if (estimated === undefined || settled === undefined) continue;
    const [open, all] = await table.writer.row(
      `SELECT count(*) FILTER (coalesce(${settled}, 0) = 0), count(*) FROM data WHERE ${estimated} > 0`,
    );
    if (Number(open) === 0) continue;
    yield warn(
      "unsettled_amounts",
      `${String(open)} of ${counted(Number(all), "row", "rows")} with ${estimatedId} have no ${settledId} yet.`,
      "Do not compare recent periods by settled amounts, nor settled with estimated ones.",
    );
    return;
  }
}
