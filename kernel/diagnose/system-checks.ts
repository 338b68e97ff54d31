import type { LoadCheck } from "./load-check.ts";
import { fine, found, needs } from "./load-check.ts";

const isTikTokOne = (id: string): boolean => id.startsWith("tiktok_one");
/** Shares under the names that elsewhere are counts, by the systems that write them so. */
const shares = /^(video_)?view_rate_[26]s$/;
const counts = /^video_views_[26]s$/;

/** What a system's figures mean, and which orders are no sales. */
export const systemChecks: readonly LoadCheck[] = [
  {
    id: "C1",
    name: "2-second and 6-second views are shares",
    severity: "low",
    action:
      "Never join or add them to counts of another export: TikTok One shows the share of the views, Ads Manager counts.",
    look: ({ report }) => {
      const { columns, export: recognised } = report;
      const named = columns.filter(({ means }) => shares.test(means ?? ""));
      // GMV Max calls its shares rates.
      const asViews = recognised.id === "tiktok_gmv_max" ? [] : named;
      if (asViews.length > 0)
        return found(
          `${asViews.map(({ header }) => `“${header}”`).join(" and ")} hold shares of the views, not a number of views.`,
        );
      return named.length > 0 || columns.some(({ means }) => counts.test(means ?? ""))
        ? fine
        : needs("a column with 2-second or 6-second views");
    },
  },
  {
    id: "C3",
    name: "One region only",
    severity: "low",
    action:
      "Load the report of every region before you add up, anchors from the tab of each; several files are one source.",
    look: ({ report }) => {
      if (!isTikTokOne(report.export.id)) return needs("a TikTok One export");
      return report.columns.some(({ means }) => means === "country" || means === "region")
        ? needs("the regions that the campaign ran in, to compare with those of the export")
        : found("TikTok One shows the region that is chosen, and the export does not say which.");
    },
  },
  {
    id: "C5",
    name: "Spend is an estimate",
    severity: "low",
    action: "Do not bill on it: take the cost from Ads Manager.",
    look: ({ report }) => {
      if (!isTikTokOne(report.export.id)) return needs("a TikTok One export");
      return report.columns.some(({ means }) => means === "cost")
        ? found(
            "The cost in a TikTok One export is TikTok's estimate, and so is what is divided by it.",
          )
        : needs("a TikTok One export with its cost");
    },
  },
  {
    id: "C8",
    name: "Orders that are no sales inside",
    severity: "medium",
    action: "Leave them out before you count orders, conversions or return on cost.",
    look: ({ report }) => {
      const isOrders = report.grain.level.startsWith("order");
      if (!isOrders || !report.columns.some(({ means }) => states.has(means ?? "")))
        return needs("orders with their status, type or refund");
      const notice = report.notices.find(({ problem }) => problem.code === "orders_without_sale");
      return notice ? found(notice.problem.message) : fine;
    },
  },
];

/** Columns that tell a sale from a cancelled, refunded or test order. */
const states = new Set([
  "order_status",
  "order_substatus",
  "cancel_return_type",
  "cancelled_at",
  "is_fully_refunded",
  "payment_status",
  "order_refund_amount",
  "return_quantity",
  "refund_amount",
  "tags",
]);
