import { againstPeers, beyondPeers, peersInWords } from "./peers.ts";
import type { Role } from "./roles.ts";
import type { RuleInputs } from "./rule.ts";
import { defineRule, ours } from "./rule.ts";

interface Step {
  readonly name: string;
  readonly from: Role;
  readonly to: Role;
}

/** The steps whose both ends the source counts; a step that it lacks is bridged. */
function stepsOf(has: RuleInputs["has"]): readonly Step[] {
  const names = {
    clicks: "click",
    landings: "landing page view",
    carts: "add to cart",
    checkouts: "checkout",
    purchases: "purchase",
  } as const;
  const counted = (["clicks", "landings", "carts", "checkouts", "purchases"] as const).filter(has);
  return counted.slice(1).map((to, index) => {
    const from = counted[index] ?? to;
    return { name: `${names[from]} to ${names[to]}`, from, to };
  });
}

/** One row for each thing and step. */
function stepRows({ name, from, to }: Step): string {
  return `SELECT thing_id, thing_name, group_name, campaign_name, currency, days_shown, peers,
      '${name}' AS step, ${to} AS arrived, ${from} AS came, cost::DOUBLE AS cost,
      cost::DOUBLE / nullif(${to}, 0) AS cost_each, ctr_multiple,
      rate, rate_low, rate_high, peers_rate, rate_multiple, median_rate, rate_chance_z, rate_z
    FROM (
      ${againstPeers({ rate: [to, from], ctr: ["clicks", "impressions"] })}
    )`;
}

/** Source document 001: where between the click and the purchase people are lost. */
export const funnel = [
  defineRule({
    id: "A10",
    name: "Funnel friction between click and purchase",
    severity: "high",
    kind: "problem",
    about: "level",
    levels: ["ad", "adgroup"],
    needs: ["cost", "impressions", "clicks", "landings", "purchases"],
    uses: ["carts", "checkouts"],
    needsPeers: true,
    thresholds: {
      low_rate: ours(0.45, "multiple", "Rate of the step: times the peers'"),
      high_ctr: ours(
        1.3,
        "multiple",
        "From this CTR on, a loss on the page is the ad's promise (A1)",
      ),
    },
    query: ({ t, has }) => `SELECT *, coalesce(group_name, campaign_name) AS within,
    came >= ${t("min_clicks")} AND peers IS NOT NULL AS enough,
    rate_multiple <= ${t("low_rate")} AND rate <= ${t("low_rate")} * median_rate
      AND (ctr_multiple < ${t("high_ctr")} OR step = 'click to landing page view') AS effect,
    -rate_chance_z AS chance_z, -rate_z AS z, cost * greatest(0, 1 - rate_multiple) AS stake,
    ${t("min_clicks")} - came AS short, came / nullif(days_shown, 0) AS pace
  FROM (
    ${stepsOf(has).map(stepRows).join("\n    UNION ALL BY NAME\n    ")}
  )`,
    sentence:
      "At the step “{step}” only {rate} go on, against {peers_rate} of its peers: {arrived} of {came}.",
    evidence: [
      {
        column: "rate",
        label: "Rate of the step",
        unit: "ratio",
        base: "peers_rate",
        interval: ["rate_low", "rate_high"],
      },
      { column: "came", label: "Came to the step", unit: "count" },
      { column: "arrived", label: "Went on", unit: "count" },
      { column: "cost_each", label: "Cost of one that went on", unit: "money" },
      { column: "cost", label: "Cost", unit: "money" },
      { column: "step", label: "Step", unit: "text" },
    ],
    base: peersInWords,
    test: beyondPeers,
    stake: "the part of its cost whose people would have gone on at the peers' rate, and did not",
    action:
      "This is the step at which users drop off: open it as they do, on a phone, and look for what is slow, missing or asked too early. The Funnel Analysis report with Purchase ROAS shows the same steps on the platform.",
  }),
];
