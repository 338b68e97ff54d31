import type { Role } from "./roles.ts";
import type { RuleInputs } from "./rule.ts";
import { defineRule, ours } from "./rule.ts";

const within = "coalesce(group_name, campaign_name) AS within";

/** The two-proportion statistic for "the first rate is the higher one". */
function higher(a: readonly [string, string], b: readonly [string, string]): string {
  const [x, n] = a;
  const [y, m] = b;
  const pooled = `((${x} + ${y}) / nullif(${n} + ${m}, 0))`;
  return `(${x} / nullif(${n}, 0) - ${y} / nullif(${m}, 0)) / nullif(sqrt(greatest(0, ${pooled} * (1 - ${pooled}) * (1 / nullif(${n}, 0) + 1 / nullif(${m}, 0)))), 0)`;
}

function burstSums(has: RuleInputs["has"]): readonly Role[] {
  return [
    "cost",
    "clicks",
    "impressions",
    "conversions",
    ...(has("landings") ? (["landings"] as const) : []),
  ];
}

const eventNames = {
  landings: "landing page view",
  carts: "add to cart",
  checkouts: "checkout",
  purchases: "purchase",
} as const;

type CountedEvent = keyof typeof eventNames;

function countedEvents(has: RuleInputs["has"]): readonly CountedEvent[] {
  return (["landings", "carts", "checkouts", "purchases"] as const).filter(has);
}

/** Of what has both the clicks and the event counted. */
function eventSums(event: CountedEvent): readonly string[] {
  const known = `FILTER (clicks IS NOT NULL AND ${event} IS NOT NULL)`;
  return ["clicks", "cost", event].map((name) => `sum(${name}) ${known} AS ${event}_of_${name}`);
}

function eventDays(event: CountedEvent): string {
  return `SELECT campaign_id, date, '${eventNames[event]}' AS event,
          ${event}_of_clicks AS clicks, ${event}_of_cost AS cost, ${event}_of_${event} AS events
        FROM campaign_days WHERE ${event}_of_${event} IS NOT NULL`;
}

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
    SELECT thing_id, thing_name, group_name, campaign_name, currency, ${burstSums(has)
      .map((name) => `${name} AS usual_${name}`)
      .join(", ")},
      bursts.* EXCLUDE (thing_id), coalesce(bursts.days, 0) AS burst_days
    FROM diag_things LEFT JOIN (
      SELECT thing_id, count(*) AS days, string_agg(date::VARCHAR, ', ' ORDER BY date) AS burst_dates,
        ${burstSums(has)
          .map((name) => `sum(${name}) AS burst_${name}`)
          .join(", ")}
      FROM diag_bursts GROUP BY thing_id
    ) AS bursts USING (thing_id)
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
      cpc_multiple: ours(2.5, "multiple", "CPC of the day: times its usual, at least"),
      min_days: ours(14, "count", "Fewest days to know a usual one"),
    },
    query: ({ t }) => `SELECT *, ${within},
    jump_cost / nullif(jump_clicks, 0) AS cpc, cpc_median AS usual_cpc,
    days >= ${t("min_days")} AS enough, jump_days > 0 AS effect,
    jump_cost - jump_clicks * cpc_median AS stake, ${t("min_days")} - days AS short, 1 AS pace
  FROM (
    SELECT thing_id, thing_name, group_name, campaign_name, currency, days,
      cpc_median, coalesce(jump_days, 0) AS jump_days, jump_dates, jump_cost, jump_clicks,
      coalesce(jump_z, 0) AS z
    FROM diag_things
      JOIN (SELECT thing_id, cpc_median FROM diag_usual) USING (thing_id)
      LEFT JOIN (
        SELECT thing_id, count(*) AS jump_days, sum(cost)::DOUBLE AS jump_cost, sum(clicks) AS jump_clicks,
          string_agg(date::VARCHAR, ', ' ORDER BY date) AS jump_dates,
          max((cpc - cpc_median) / nullif(1.4826 * cpc_mad, 0)) AS jump_z
        FROM (SELECT *, cost / greatest(clicks, 1) AS cpc FROM diag_judged)
        WHERE cost > ${t("cost_multiple")} * cost_median AND clicks_median >= 10
          AND cpc > ${t("cpc_multiple")} * cpc_median AND cpc > cpc_median + 6 * 1.4826 * cpc_mad
        GROUP BY thing_id
      ) USING (thing_id)
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
    test: "the CPC of each day against the median day's, in robust standard deviations (MAD)",
    stake: "what the clicks of those days cost above the usual CPC",
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
    SELECT coalesce(campaign_id, '') AS thing_id, any_value(thing_name) AS thing_name,
      NULL AS within, any_value(currency) AS currency, event, max(last_event) AS last_event,
      (max(date) - max(last_event))::BIGINT AS silent_days,
      count(*) FILTER (date <= last_event) >= 7 AS enough_days,
      coalesce(sum(clicks) FILTER (date > last_event), 0) AS silent_clicks,
      sum(events) / nullif(sum(clicks) FILTER (date <= last_event), 0) * silent_clicks AS expected,
      coalesce((sum(cost) FILTER (date > last_event))::DOUBLE, 0) AS silent_cost
    FROM (
      SELECT *, max(date) FILTER (events > 0) OVER (PARTITION BY campaign_id, event) AS last_event
      FROM (
        WITH campaign_days AS MATERIALIZED (
          SELECT campaign_id, date,
            ${countedEvents(has).flatMap(eventSums).join(",\n            ")}
          FROM diag_days GROUP BY campaign_id, date
        )
        ${countedEvents(has).map(eventDays).join("\n        UNION ALL\n        ")}
      )
    ) LEFT JOIN (
      SELECT campaign_id, max(campaign_name) AS thing_name, max(currency) AS currency
      FROM diag_things GROUP BY campaign_id
    ) USING (campaign_id)
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
