import type { Query, Select } from "../../query/syntax-tree.ts";
import { readableIdentifier } from "../../sql.ts";
import { callsOf, expressionsOf } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import type { SourceFacts } from "../source-facts.ts";
import { measuredIn, spanAt, type CheckedStatement, type Found } from "../statement.ts";

/** The estimate and the column that settles it. */
const settledBy: ReadonlyMap<string, string> = new Map([["estimated_gmv", "settled_revenue"]]);

/** An estimate is for the days before the money is settled. */
export const estimateUsed: Rule = {
  code: "estimate_used",
  level: "warning",
  *find(statement, { sources }) {
    for (const { select, scope } of statement.read.selects) {
      for (const expression of expressionsOf(select)) {
        const estimate = measuredIn(statement, expression)?.measure ?? "";
        const settled = settledBy.get(estimate);
        if (expression.kind !== "column" || settled === undefined) continue;
        const holder = sources.find((source) => source.isLoaded && has(source, settled));
        if (!holder || statement.columns.has(settled)) continue;
        const at = spanAt(statement, expression.byte);
        const isBeside = scope.star?.some(({ name }) => name?.toLowerCase() === settled) ?? false;
        const path = [...expression.path.slice(0, -1), settled].join(".");
        yield {
          at,
          message: `${estimate} is an estimate, and ${holder.name} has what was settled.`,
          next: `Use ${settled}; show the estimate beside it where days are not settled yet.`,
          ...(isBeside ? { fix: { title: `Use ${settled}`, edits: [{ ...at, text: path }] } } : {}),
        };
        return;
      }
    }
  },
};

/** Columns that tell orders that count from those that do not, with the condition that does. */
const markers: ReadonlyMap<string, string | null> = new Map([
  ["cancelled_at", "cancelled_at IS NULL"],
  ["order_refund_amount", "coalesce(order_refund_amount, 0) = 0"],
  ["cancel_return_type", "cancel_return_type IS NULL"],
  ["order_status", null],
  ["order_substatus", null],
  ["is_test", null],
  ["return_quantity", null],
  ["refund_amount", null],
  ["returned_or_refunded", null],
]);

/** Test, cancelled and refunded orders are no sales. */
export const ordersNotCleaned: Rule = {
  code: "orders_not_cleaned",
  level: "warning",
  *find(statement, { sources }) {
    if ([...markers.keys()].some((marker) => statement.columns.has(marker))) return;
    for (const { select } of statement.read.selects) {
      const found = countedOrders(select, sources, statement);
      if (found) yield found;
    }
  },
};

function countedOrders(
  select: Query & Select,
  sources: readonly SourceFacts[],
  statement: CheckedStatement,
): Found | null {
  const { from, where } = select;
  if (from.kind !== "table") return null;
  const source = sources.find(({ name }) => name.toLowerCase() === from.name.toLowerCase());
  if (!source?.isLoaded || !has(source, "order_id")) return null;
  const there = [...markers].filter(([marker]) => has(source, marker));
  const call = [...callsOf(select)].find(
    ({ name, over }) => !over && ["count", "count_star", "sum", "avg"].includes(name),
  );
  if (there.length === 0 || !call) return null;
  const table = spanAt(statement, from.byte);
  const conditions = there.flatMap(([, condition]) => condition ?? []);
  // The name may be followed by an alias, with or without AS.
  const alias = from.alias === from.name ? table : aliasSpan(statement, table, from.alias);
  return {
    at: table,
    message: `${readableIdentifier(source.name, new Set())} holds test, cancelled or refunded orders too, and this counts them as sales.`,
    next: `Leave them out by ${there.map(([marker]) => marker).join(", ")}.`,
    ...(where === null && conditions.length > 0 && alias
      ? {
          fix: {
            title: "Leave out cancelled and refunded orders",
            edits: [
              { start: alias.end, end: alias.end, text: ` WHERE ${conditions.join(" AND ")}` },
            ],
          },
        }
      : {}),
  };
}

function aliasSpan(
  { tokens }: CheckedStatement,
  table: { readonly end: number },
  alias: string,
): { readonly end: number } | null {
  const after = tokens.filter(({ start }) => start >= table.end).slice(0, 2);
  return after.find(({ value }) => value.toLowerCase() === alias.toLowerCase()) ?? null;
}

function has({ columns }: SourceFacts, name: string): boolean {
  return columns.some((column) => column.name.toLowerCase() === name);
}
