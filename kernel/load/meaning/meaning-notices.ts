import type { Notice } from "../../protocol/load-report.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import type { CheckedTable } from "./checked-table.ts";
import { deliveryNotices } from "./delivery.ts";
import { namedTotalsNotices } from "./named-totals.ts";
import { namelessNotices } from "./nameless-rows.ts";
import { orderNotices } from "./orders.ts";
import { ratioNotices } from "./ratios.ts";
import { resultNotices } from "./results.ts";
import { settlementNotices } from "./settlement.ts";

/** What rows mean that their cells alone do not show. */
export async function meaningNotices(
  table: CheckedTable,
  definition: ExportDefinition,
): Promise<Notice[]> {
  const found: Notice[] = [];
  for (const check of [
    ratioNotices(table, definition),
    deliveryNotices(table),
    namelessNotices(table, definition),
    namedTotalsNotices(table, definition),
    orderNotices(table, definition),
    settlementNotices(table),
    resultNotices(table),
  ])
    for await (const notice of check) found.push(notice);
  return found;
}
