import type { Notice } from "../../protocol/load-report.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import { literal } from "../../sql.ts";
import { counted, inform, warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf, columnsOf } from "./checked-table.ts";

/** Amounts of a whole order, beside lines that have amounts of their own. */
const orderAmounts = ["order_amount", "order_subtotal", "order_refund_amount"];

/** Amounts of orders on the lines of orders, and orders that are no sales. Nothing is left out. */
export async function* orderNotices(
  table: CheckedTable,
  { levels }: ExportDefinition,
): AsyncGenerator<Notice> {
  const order = columnOf(table, "order_id");
  if (order === undefined || levels.every(({ level }) => level !== "order")) return;
  const amount = columnOf(table, "order_amount");
  if (amount !== undefined) yield* lineNotices(table, order, amount);
  yield* noSales(table, order);
}

async function* lineNotices(
  table: CheckedTable,
  order: string,
  amount: string,
): AsyncGenerator<Notice> {
  const [repeated, once, blank] = await table.writer.row(
    `SELECT count(*) FILTER (filled > 1 AND smallest = largest AND largest <> 0),
      count(*) FILTER (filled = 1), coalesce(sum(lines - 1) FILTER (filled = 1), 0)::BIGINT
    FROM (SELECT count(*) AS lines, count(${amount}) AS filled, min(${amount}) AS smallest, max(${amount}) AS largest
      FROM data WHERE ${order} IS NOT NULL GROUP BY ${order} HAVING count(*) > 1)`,
  );
  const names = orderAmounts.filter((id) => columnOf(table, id) !== undefined).join(", ");
  if (Number(repeated) > 0)
    yield warn(
      "order_amounts_repeated",
      `${counted(Number(repeated), "order has", "orders have")} several lines, each with the amount of the whole order (${names}): a sum over lines counts it several times.`,
      "Sum the amounts of lines, or take one line for each order_id.",
    );
  if (Number(once) > 0)
    yield inform(
      "order_fields_once",
      `The fields of an order stand on its first line; ${counted(Number(blank), "further line has", "further lines have")} none (${names}, and its state).`,
      "Filter whole orders by order_id, not lines: the further lines have no state.",
    );
}

const cancelled =
  "cancel|annul|avbruten|avbokad|dibatalkan|batal|stornier|hủy|huỷ|ยกเลิก|キャンセル|取消|已取消|已关闭|void";
const refunded =
  "refund|return|återbetal|retur|erstatt|reembols|devol|hoàn tiền|trả hàng|คืน|返金|返品|退款|退货|pengembalian";
// An order that awaits its collection by the carrier, or whose parcel is pending, is paid for.
const unpaid =
  "unpaid|^pending$|pending payment|to pay|awaiting payment|authori[sz]ed|obetald|belum dibayar|n[ãa]o pag|sin pagar|no pagad|unbezahlt|non pay[ée]|chưa thanh toán|ยังไม่ชำระ|未払|未付款|待付款";
const yes = "^(yes|true|ya|sim|sí|ja|はい|是)$";
const tests = "(^|[^a-z])(test|sample|dummy|bogus|fake)([^a-z]|$)|測試|测试|テスト|刷单|样品";

async function* noSales(table: CheckedTable, order: string): AsyncGenerator<Notice> {
  const states = columnsOf(table, ["order_status", "order_substatus", "cancel_return_type"]);
  const notes = columnsOf(table, ["tags", "notes", "seller_note", "payment_method", "order_type"]);
  const positive = (ids: readonly string[]): string[] =>
    columnsOf(table, ids).map((name) => `abs(${name}) > 0`);
  const gmv = columnOf(table, "gmv");
  const share = columnOf(table, "line_platform_discount");
  const paid = columnOf(table, "order_amount");
  const kinds: Record<string, string[]> = {
    cancelled: [
      ...like(states, cancelled),
      ...columnsOf(table, ["cancelled_at"]).map((name) => `${name} IS NOT NULL`),
    ],
    "refunded or returned": [
      ...like(states, refunded),
      ...positive(["order_refund_amount", "return_quantity", "refund_amount"]),
      ...like(columnsOf(table, ["is_fully_refunded"]), yes),
    ],
    "not paid": like([...states, ...columnsOf(table, ["payment_status"])], unpaid),
    "marked as test or sample": like(notes, tests),
    // As sellers tell them: nothing was paid for the line, by the buyer or by the platform.
    "free of charge": gmv !== undefined && share !== undefined ? [`${gmv} + ${share} = 0`] : [],
    "of no amount": gmv === undefined && paid !== undefined ? [`${paid} = 0`] : [],
  };
  const asked = Object.entries(kinds).filter(([, conditions]) => conditions.length > 0);
  if (asked.length === 0) return;
  const counts = await table.writer.row(
    `SELECT ${asked.map(([, conditions]) => `count(DISTINCT ${order}) FILTER (${conditions.join(" OR ")})`).join(", ")} FROM data`,
  );
  const found = asked.flatMap(([name], index) =>
    Number(counts[index]) > 0 ? [`${String(counts[index])} ${name}`] : [],
  );
  if (found.length > 0)
    yield warn(
      "orders_without_sale",
      `Not every order is a sale: ${found.join(", ")}. All are kept.`,
      "Leave them out in your queries by their state.",
    );
}

/** SQL conditions: a text is like the pattern. */
function like(names: readonly string[], pattern: string): string[] {
  return names.map((name) => `regexp_matches(lower(${name}), ${literal(pattern)})`);
}
