import { defineRule, ours } from "./rule.ts";

const aboutSource =
  "'source' AS thing_id, NULL AS thing_name, NULL AS within, NULL AS stake, NULL AS short, NULL AS pace";

/** Source document 003: what was expected against what came. */
export const settlement = [
  defineRule({
    id: "C6",
    name: "Estimated against settled GMV",
    severity: "medium",
    kind: "check",
    about: "source",
    needs: ["estimated", "settled"],
    readsRows: true,
    thresholds: {
      difference: ours(0.05, "ratio", "Difference of the settled from the estimated sum, at least"),
    },
    query: ({ t, source, column }) => `SELECT ${aboutSource}, *,
    settled / nullif(estimated, 0) - 1 AS settled_change, open / nullif(rows, 0) AS open_share,
    settled / nullif(estimated_of_settled, 0) - 1 AS came_change,
    estimated > 0 AND settled IS NOT NULL AS enough, abs(settled_change) >= ${t("difference")} AS effect
  FROM (
    SELECT count(*) AS rows, count(*) FILTER (coalesce(settled, 0) = 0) AS open,
      sum(estimated)::DOUBLE AS estimated, sum(settled)::DOUBLE AS settled,
      (sum(estimated) FILTER (settled <> 0))::DOUBLE AS estimated_of_settled
    FROM (
      SELECT ${column("estimated")} AS estimated, ${column("settled")} AS settled FROM ${source}
    )
    WHERE estimated > 0
  )`,
    sentence:
      "{estimated} are estimated and {settled} are settled, {settled_change}: {open} of {rows|row} have no settled amount yet.",
    evidence: [
      { column: "settled", label: "Settled", unit: "money", base: "estimated" },
      { column: "settled_change", label: "Difference", unit: "ratio" },
      { column: "came_change", label: "Difference of the rows that are settled", unit: "ratio" },
      { column: "open_share", label: "Rows without a settled amount", unit: "ratio" },
    ],
    units: { open: "count", rows: "count" },
    base: "the estimated sum of the same rows",
    test: null,
    stake: null,
    action:
      "Use the settled amounts of the order details where they are there, and leave the days whose orders are open out of comparisons.",
  }),
  defineRule({
    id: "C20",
    name: "Actual orders do not reach the target ROAS",
    severity: "medium",
    kind: "check",
    about: "source",
    needs: ["cost", "settled_revenue"],
    uses: ["value"],
    readsRows: true,
    thresholds: {
      target: ours(
        null,
        "multiple",
        "Return on cost, by actual orders, that extra budget has to bring",
      ),
    },
    query: ({ t, source, column, has }) => `SELECT ${aboutSource}, *,
    revenue / nullif(cost, 0) AS true_roas, value / nullif(cost, 0) AS platform_roas, ${t("target")} AS target,
    cost > 0 AND revenue IS NOT NULL AS enough, true_roas < ${t("target")} AS effect
  FROM (
    SELECT sum(${column("cost")})::DOUBLE AS cost, sum(${column("settled_revenue")})::DOUBLE AS revenue,
      ${has("value") ? `sum(${column("value")})::DOUBLE` : "NULL::DOUBLE"} AS value
    FROM ${source}
  )`,
    sentence:
      "{revenue} settled for {cost} of cost are a true ROAS of {true_roas}; the target is {target}.",
    evidence: [
      { column: "true_roas", label: "True ROAS", unit: "multiple", base: "target" },
      { column: "platform_roas", label: "ROAS by the platform", unit: "multiple", base: "target" },
      { column: "revenue", label: "Settled", unit: "money" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: "the target",
    test: null,
    stake: null,
    action:
      "Give no extra budget on what the platform attributes: judge by actual orders, without test, cancelled and refunded ones, and only on days whose orders are settled.",
  }),
];
