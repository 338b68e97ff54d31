import { againstPeers, beyondChance, peersInWords } from "./peers.ts";
import { defineRule, documented, ours } from "./rule.ts";

const within = "coalesce(group_name, campaign_name) AS within";
const levels = ["ad", "adgroup"] as const;

/** Source document 001: what a conversion costs, and what it is worth. */
export const economics = [
  defineRule({
    id: "A11",
    name: "The page works for the people who come",
    severity: "low",
    kind: "opportunity",
    about: "level",
    levels,
    needs: ["clicks", "conversions"],
    needsPeers: true,
    thresholds: { high_cvr: ours(1.5, "multiple", "High CVR: times the peers'") },
    query: ({ t }) => `SELECT *, ${within}, NULL AS stake,
    clicks >= ${t("min_clicks")} AND peers IS NOT NULL AS enough,
    cvr_multiple >= ${t("high_cvr")} AND cvr >= ${t("high_cvr")} * median_cvr AS effect, cvr_chance_z AS z,
    ${t("min_clicks")} - clicks AS short, clicks / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ cvr: ["conversions", "clicks"] })}
  )`,
    units: { cvr_multiple: "multiple" },
    sentence: "CVR is {cvr}, {cvr_multiple} that of its peers ({peers_cvr}), over {clicks|click}.",
    evidence: [
      {
        column: "cvr",
        label: "CVR per click",
        unit: "ratio",
        base: "peers_cvr",
        interval: ["cvr_low", "cvr_high"],
      },
      { column: "clicks", label: "Clicks", unit: "count" },
      { column: "conversions", label: "Conversions", unit: "count" },
    ],
    base: peersInWords,
    test: beyondChance,
    stake: null,
    action: "The landing page is effective and the right people are sent to it: keep both.",
  }),
  defineRule({
    id: "A13",
    name: "Outlier that deserves budget",
    severity: "low",
    kind: "opportunity",
    about: "level",
    levels,
    needs: ["cost", "conversions"],
    needsPeers: true,
    thresholds: {
      multiple: documented(2, "multiple", "Conversions for the money: times the peers'"),
      min_conversions: ours(30, "count", "Fewest conversions to be an outlier"),
    },
    query: ({
      t,
    }) => `SELECT *, ${within}, NULL AS stake, cost::DOUBLE / nullif(conversions, 0) AS cpa,
    conversions / nullif(expected, 0) AS multiple,
    peers_cost / nullif(peers_conversions, 0) AS peers_cpa,
    conversions >= ${t("min_conversions")} AND peers_conversions >= 30 AS enough,
    conversions >= ${t("multiple")} * expected AS effect,
    (conversions - expected) / nullif(sqrt(expected + expected * expected / nullif(peers_conversions, 0)), 0) AS z,
    ${t("min_conversions")} - conversions AS short, conversions / nullif(days_shown, 0) AS pace
  FROM (
    SELECT *, cost::DOUBLE * peers_conversions / nullif(peers_cost, 0) AS expected
    FROM (
      SELECT *,
        sum(conversions) FILTER (cost > 0) OVER (PARTITION BY group_id) - conversions AS peers_conversions,
        (sum(cost) FILTER (conversions IS NOT NULL) OVER (PARTITION BY group_id) - cost)::DOUBLE AS peers_cost
      FROM diag_things
    )
  )`,
    sentence:
      "{conversions|conversion} at a CPA of {cpa}, where its peers pay {peers_cpa}: {multiple} as many for the money.",
    units: { multiple: "multiple" },
    evidence: [
      { column: "cpa", label: "CPA", unit: "money", base: "peers_cpa" },
      { column: "conversions", label: "Conversions", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: "the other ads of the same ad group, pooled",
    test: "two Poisson rates, one-sided",
    stake: null,
    action: "Move more budget to it (Campaign tab), and look whether its CPA holds.",
  }),
  defineRule({
    id: "A15",
    name: "A customer costs more than he is worth",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "conversions"],
    thresholds: {
      customer_value: ours(null, "money", "What a customer is worth, in the account's currency"),
      min_expected: ours(10, "count", "Fewest conversions that the cost should have bought"),
    },
    query: ({ t }) => `SELECT *, ${within}, cost::DOUBLE / nullif(conversions, 0) AS cpa,
    ${t("customer_value")} AS customer_value, cost::DOUBLE / ${t("customer_value")} AS needed,
    needed >= ${t("min_expected")} AND conversions IS NOT NULL AS enough,
    conversions < needed AS effect, (needed - conversions) / nullif(sqrt(needed), 0) AS z,
    cost::DOUBLE - conversions * ${t("customer_value")} AS stake,
    ${t("min_expected")} - needed AS short, needed / nullif(days_shown, 0) AS pace
  FROM diag_things`,
    sentence:
      "CPA is {cpa}, and a customer is worth {customer_value}: {conversions|conversion} where {needed} would pay for it.",
    evidence: [
      { column: "cpa", label: "CPA", unit: "money", base: "customer_value" },
      { column: "conversions", label: "Conversions", unit: "count", base: "needed" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: "what a customer is worth, as you set it",
    test: "Poisson, one-sided",
    stake: "its cost less what its customers are worth",
    action:
      "CPA must be lower than what a customer is worth: lower the bid, or change ad or audience.",
  }),
  defineRule({
    id: "A16",
    name: "It does not earn its money",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "purchases", "value"],
    thresholds: {
      break_even_roas: ours(
        null,
        "multiple",
        "ROAS from which it earns money; the notebook's target for roas where it states one",
      ),
      min_expected: ours(10, "count", "Fewest purchases that the cost should have bought"),
    },
    query: ({ t }) => `SELECT *, ${within}, value::DOUBLE / nullif(cost::DOUBLE, 0) AS roas,
    ${t("break_even_roas")} AS break_even, value::DOUBLE / nullif(purchases, 0) AS per_purchase,
    cost::DOUBLE * ${t("break_even_roas")} / nullif(per_purchase, 0) AS needed,
    coalesce(needed >= ${t("min_expected")}, false) AS enough,
    purchases < needed AS effect, (needed - purchases) / nullif(sqrt(needed), 0) AS z,
    cost::DOUBLE - value::DOUBLE / ${t("break_even_roas")} AS stake,
    ${t("min_expected")} - needed AS short, needed / nullif(days_shown, 0) AS pace
  FROM diag_things`,
    sentence:
      "ROAS is {roas} against {break_even} at break-even: {purchases|purchase} of {per_purchase} each, where {needed} would pay for it.",
    evidence: [
      { column: "roas", label: "ROAS", unit: "multiple", base: "break_even" },
      { column: "purchases", label: "Purchases", unit: "count", base: "needed" },
      { column: "per_purchase", label: "Value of a purchase", unit: "money" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: "the ROAS of break-even",
    test: "Poisson on the purchases, at their own average value, one-sided",
    stake: "its cost less the cost that its revenue would have carried",
    action:
      "There is no magic CPA; judge by ROAS and follow its trend. Find the creatives and audiences that earn money, and move the budget there.",
  }),
];
