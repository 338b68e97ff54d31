import { ratio } from "./expression.ts";
import { defineMetric } from "./metric.ts";
import { rate } from "./rate-metric.ts";

/** What is sold, returned and settled. */
export const shop = [
  defineMetric({
    id: "average_order_value",
    name: "average_order_value",
    label: "Average order value",
    unit: "money",
    better: "higher",
    inputs: { gmv: "money", orders: "count" },
    formula: ratio("gmv", "orders"),
    doc: "Revenue per order.",
    notes:
      "Per order, not per customer. Order exports repeat the order amount on every line: sum it once per order.",
    source: "TikTok Shop exports: the AOV column.",
  }),
  rate("add_to_cart_rate", "add_to_cart", "product_clicks", {
    label: "Add-to-cart rate (per product click)",
    doc: "Adds to cart per click on the product.",
    notes:
      "TikTok Shop's rate, over product clicks; the denominator is inferred. Ads Manager's “Unique add to cart rate” counts people per click on the ad, another metric.",
    source: "TikTok Shop product analytics: the column of that name.",
  }),
  rate("refund_rate", "refunded_orders", "orders", {
    label: "Refund rate",
    doc: "Share of orders that were refunded.",
    notes: "Orders, not amounts. Recent orders can still be refunded: the rate of new days is low.",
    better: "lower",
    source: "Ours, from the order exports of TikTok Shop.",
  }),
  defineMetric({
    id: "true_roas",
    name: "true_roas",
    label: "True ROAS (against actual orders)",
    unit: "multiple",
    better: "higher",
    inputs: { settled_revenue: "money", cost: "money" },
    formula: ratio("settled_revenue", "cost"),
    doc: "Settled revenue per unit of currency spent.",
    notes:
      "The revenue is that of orders without test, cancelled and refunded ones; both amounts in one currency. What the platform attributes is `roas`.",
    source: "Ours, from settlements and ad cost.",
  }),
] as const;
