import { defineRule, ours } from "./rule.ts";

const within = "coalesce(group_name, campaign_name) AS within";

/** The two-proportion statistic for "the first rate is the higher one". */
function higher(a: readonly [string, string], b: readonly [string, string]): string {
  const [x, n] = a;
  const [y, m] = b;
  const pooled = `((${x} + ${y}) / nullif(${n} + ${m}, 0))`;
  return `(${x} / nullif(${n}, 0) - ${y} / nullif(${m}, 0)) / nullif(sqrt(greatest(0, ${pooled} * (1 - ${pooled}) * (1 / nullif(${n}, 0) + 1 / nullif(${m}, 0)))), 0)`;
}

const burstSums = ["cost", "clicks", "impressions", "conversions"] as const;

/** Source document 004: anomalies of single days, and events that stop coming. */
export const operations = [
  defineRule({
    id: "D1",
    name: "Click farm suspected",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "impressions", "clicks", "conversions", "date"],
    uses: ["landings"],
    needsDays: true,
    thresholds: {
      cvr_share: ours(0.5, "multiple", "CVR of the days with a burst: times its usual"),
    },
    query: ({ t, has }) => `SELECT *, ${within},
    burst_clicks / nullif(burst_impressions, 0) AS burst_ctr,
    usual_clicks / nullif(usual_impressions, 0) AS usual_ctr,
    burst_conversions / nullif(burst_clicks, 0) AS burst_cvr,
    usual_conversions / nullif(usual_clicks, 0) AS usual_cvr,
    usual_clicks >= ${t("min_clicks")}
      AND (burst_days = 0 OR burst_clicks >= ${t("min_clicks")}) AS enough,
    burst_cvr <= ${t("cvr_share")} * usual_cvr AS effect,
    coalesce(greatest(${[
      higher(["usual_conversions", "usual_clicks"], ["burst_conversions", "burst_clicks"]),
      ...(has("landings")
        ? [higher(["usual_landings", "usual_clicks"], ["burst_landings", "burst_clicks"])]
        : []),
    ].join(",\n      ")}), 0) AS z,
    burst_cost::DOUBLE AS stake, NULL AS short, NULL AS pace
  FROM (
    SELECT thing_id, max(thing_name) AS thing_name, max(group_name) AS group_name,
      max(campaign_name) AS campaign_name, max(currency) AS currency,
      count(*) FILTER (is_burst) AS burst_days,
      string_agg(date::VARCHAR, ', ' ORDER BY date) FILTER (is_burst) AS burst_dates,
      ${[...burstSums, ...(has("landings") ? ["landings"] : [])]
        .flatMap((name) => [
          `sum(${name}) FILTER (is_burst) AS burst_${name}`,
          `sum(${name}) FILTER (NOT is_burst) AS usual_${name}`,
        ])
        .join(",\n      ")}
    FROM diag_judged GROUP BY thing_id
  )`,
    sentence:
      "On {burst_days|day} ({burst_dates}) CTR jumps to {burst_ctr} from {usual_ctr}, and CVR falls to {burst_cvr} from {usual_cvr}: {burst_clicks|click}, {burst_conversions|conversion}.",
    evidence: [
      { column: "burst_ctr", label: "CTR on those days", unit: "ratio", base: "usual_ctr" },
      { column: "burst_cvr", label: "CVR on those days", unit: "ratio", base: "usual_cvr" },
      { column: "burst_clicks", label: "Clicks on those days", unit: "count" },
      { column: "burst_conversions", label: "Conversions on those days", unit: "count" },
      { column: "burst_cost", label: "Cost of those days", unit: "money" },
      { column: "burst_days", label: "Days", unit: "count" },
      { column: "burst_dates", label: "Dates", unit: "text" },
    ],
    base: "its own other days",
    test: "two-proportion test of those days against the others, one-sided",
    stake: "what those days cost",
    action:
      "A better creative would have brought buyers too; clicks without them come from wrong targeting or a click farm. Look at those days by placement, country and hour, look into the server's logs, and set an alert for the next time.",
    chart: [
      { label: "Clicks", part: "clicks" },
      { label: "CVR", part: "conversions", whole: "clicks" },
    ],
  }),
  defineRule({
    id: "D2",
    name: "Cost jumps, clicks stay flat",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "impressions", "clicks", "date"],
    needsDays: true,
    thresholds: {
      cost_multiple: ours(2.5, "multiple", "Cost of the day: times its usual day"),
      clicks_multiple: ours(1.3, "multiple", "Clicks of the day: at most times its usual day"),
      min_days: ours(14, "count", "Fewest days to know a usual one"),
    },
    query: ({ t }) => `SELECT *, ${within},
    jump_cost / nullif(jump_clicks, 0) AS cpc, cost_median / nullif(clicks_median, 0) AS usual_cpc,
    days >= ${t("min_days")} AS enough, jump_days > 0 AS effect,
    jump_cost - jump_days * cost_median AS stake, ${t("min_days")} - days AS short, 1 AS pace
  FROM (
    SELECT thing_id, max(thing_name) AS thing_name, max(group_name) AS group_name,
      max(campaign_name) AS campaign_name, max(currency) AS currency, any_value(days) AS days,
      any_value(cost_median) AS cost_median, any_value(clicks_median) AS clicks_median,
      count(*) FILTER (is_jump) AS jump_days,
      string_agg(date::VARCHAR, ', ' ORDER BY date) FILTER (is_jump) AS jump_dates,
      (sum(cost) FILTER (is_jump))::DOUBLE AS jump_cost,
      sum(clicks) FILTER (is_jump) AS jump_clicks,
      coalesce(max((cost::DOUBLE - cost_median) / nullif(1.4826 * cost_mad, 0)), 0) AS z
    FROM (
      SELECT *, coalesce(cost > ${t("cost_multiple")} * cost_median
        AND cost > cost_median + 6 * 1.4826 * cost_mad
        AND clicks <= ${t("clicks_multiple")} * clicks_median AND clicks_median >= 10, false) AS is_jump
      FROM diag_judged
    )
    GROUP BY thing_id
  )`,
    sentence:
      "On {jump_days|day} ({jump_dates}) it cost {jump_cost} for {jump_clicks|click}, {cpc} each instead of {usual_cpc}.",
    evidence: [
      { column: "cpc", label: "CPC on those days", unit: "money", base: "usual_cpc" },
      { column: "jump_cost", label: "Cost of those days", unit: "money" },
      { column: "jump_clicks", label: "Clicks on those days", unit: "count" },
      { column: "jump_days", label: "Days", unit: "count" },
      { column: "jump_dates", label: "Dates", unit: "text" },
    ],
    base: "its own median day",
    test: "each day against the median day, in robust standard deviations (MAD)",
    stake: "what those days cost above the usual day",
    action:
      "Set an alert for it. By your policy: limit the budget, withdraw the campaign, or tell the operator.",
    chart: [
      { label: "Cost", part: "cost" },
      { label: "CPC", part: "cost", whole: "clicks" },
    ],
  }),
  defineRule({
    id: "B5",
    name: "Pixel or event fault",
    severity: "high",
    kind: "problem",
    about: "campaign",
    needs: ["cost", "clicks", "purchases", "date"],
    uses: ["landings", "carts", "checkouts"],
    needsDays: true,
    thresholds: {
      silent_days: ours(2, "count", "Days without the event, at least"),
      min_expected: ours(12, "count", "Fewest events that the time before lets expect"),
    },
    query: ({ t, has }) => `SELECT *,
    enough_days AND (silent_days < ${t("silent_days")} OR expected >= ${t("min_expected")}) AS enough,
    silent_days >= ${t("silent_days")} AS effect,
    -- Of a Poisson number that should be e, zero is sqrt(2e) standard errors away.
    sqrt(2 * greatest(0, expected)) AS z, silent_cost AS stake,
    ${t("min_expected")} - expected AS short, expected / nullif(silent_days, 0) AS pace
  FROM (
    SELECT coalesce(campaign_id, '') AS thing_id, max(campaign_name) AS thing_name,
      NULL AS within, max(currency) AS currency, event, max(last_event) AS last_event,
      (max(date) - max(last_event))::BIGINT AS silent_days,
      count(DISTINCT date) FILTER (date <= last_event) >= 7 AS enough_days,
      coalesce(sum(clicks) FILTER (date > last_event), 0) AS silent_clicks,
      sum(events) / nullif(sum(clicks) FILTER (date <= last_event), 0) * silent_clicks AS expected,
      coalesce((sum(cost) FILTER (date > last_event))::DOUBLE, 0) AS silent_cost
    FROM (
      SELECT *, max(date) FILTER (events > 0) OVER (PARTITION BY campaign_id, event) AS last_event
      FROM (
        ${(["landings", "carts", "checkouts", "purchases"] as const)
          .filter(has)
          .map(
            (event) =>
              `SELECT campaign_id, campaign_name, currency, date, clicks, cost, '${eventNames[event]}' AS event, ${event} AS events FROM diag_days`,
          )
          .join("\n        UNION ALL\n        ")}
      )
      WHERE clicks IS NOT NULL AND events IS NOT NULL
    )
    GROUP BY campaign_id, event
  )`,
    sentence:
      "No {event} since {last_event}: {silent_clicks|click} later, {expected} would be expected.",
    evidence: [
      { column: "event", label: "Event", unit: "text" },
      { column: "last_event", label: "Last one", unit: "date" },
      { column: "silent_days", label: "Days without", unit: "count" },
      { column: "expected", label: "Expected since", unit: "count" },
      { column: "silent_cost", label: "Cost since", unit: "money" },
    ],
    base: "the same campaign's rate per click before",
    test: "Poisson: none where so many are expected",
    stake: "what has been spent since without seeing the event",
    action:
      "Check with Pixel Helper on the product, cart and checkout pages. If the Events Manager's live view shows no event either, the installation is the problem.",
    units: { silent_clicks: "count" },
    chart: [
      { label: "Clicks", part: "clicks" },
      { label: "Purchases", part: "purchases" },
    ],
  }),
];

const eventNames = {
  landings: "landing page view",
  carts: "add to cart",
  checkouts: "checkout",
  purchases: "purchase",
} as const;
