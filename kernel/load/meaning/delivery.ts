import type { Notice } from "../../protocol/load-report.ts";
import { counted, warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf, columnsOf } from "./checked-table.ts";

/** What people did after an ad was shown, and may do days later. */
const attributed = (
  "conversions conversions_by_conversion_time click_through_conversions view_through_conversions " +
  "skan_conversions deep_funnel_results purchases purchases_website purchases_tiktok orders_placed " +
  "purchase_value conversion_value leads registrations add_to_cart orders gmv"
).split(" ");

/**
 * Rows with conversions of earlier days and no delivery of their own. They are kept, as are rows in
 * which nothing happened at all: without the ones conversions are missing, the others prove that
 * nothing was delivered.
 */
export async function* deliveryNotices(table: CheckedTable): AsyncGenerator<Notice> {
  const cost = columnOf(table, "cost");
  const impressions = columnOf(table, "impressions");
  const later = columnsOf(table, attributed).map((name) => `${name} > 0`);
  if (cost === undefined || impressions === undefined || later.length === 0) return;
  const [rows, first] = await table.writer.row(
    `SELECT count(*), min(${table.row})::VARCHAR FROM data
      WHERE ${cost} = 0 AND ${impressions} = 0 AND (${later.join(" OR ")})`,
  );
  if (Number(rows) > 0)
    yield warn(
      "conversions_without_delivery",
      `${counted(Number(rows), "row has", "rows have")} conversions and neither cost nor impressions (row ${String(first)}): they are credited to earlier days.`,
      "Compute rates over the whole period, not day by day.",
    );
}
