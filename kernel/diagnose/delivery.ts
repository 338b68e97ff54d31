import { defineRule, ours } from "./rule.ts";

const within = "coalesce(group_name, campaign_name) AS within";

/** Words for "not meant to run" in statuses of exports, in small letters. */
const stopped = "(pause|disable|delete|complete|ended|draft|archiv|inactive)";

/** Source document 001: whether the ad is shown at all, and whether today is like yesterday. */
export const delivery = [
  defineRule({
    id: "B1",
    name: "Zero delivery",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["impressions", "status"],
    thresholds: { days: ours(2, "count", "Days without an impression, at least") },
    query: ({ t, has }) => `SELECT *, ${within}, NULL AS short, NULL AS pace,
    greatest(days, 1) AS days_at_zero, NULL AS stake,
    impressions IS NOT NULL AND ${has("date") ? `days >= ${t("days")}` : "true"} AS enough,
    impressions = 0 AND NOT regexp_matches(lower(coalesce(status, '')), '${stopped}') AS effect
  FROM diag_things`,
    sentence: "Status “{status}”, and not one impression in {days_at_zero|day}.",
    evidence: [
      { column: "impressions", label: "Impressions", unit: "count" },
      { column: "days_at_zero", label: "Days at zero", unit: "count" },
      { column: "status", label: "Status", unit: "text" },
    ],
    base: "zero",
    test: null,
    stake: null,
    action:
      "Three checks. Is the audience too small? It should be Fairly Broad or Balanced. Is the bid too low with manual bidding? Switch to Lowest Cost. Has the creative been in review for more than 24 hours? Upload it again or contact support.",
  }),
  defineRule({
    id: "A3",
    name: "Not in the game",
    severity: "low",
    kind: "problem",
    about: "level",
    levels: ["ad", "adgroup"],
    needs: ["impressions"],
    needsPeers: true,
    thresholds: {
      low_share: ours(0.1, "multiple", "Impressions per day: times the peers' median"),
      days: ours(7, "count", "Days in the export, at least"),
    },
    query: ({ t, has }) => `SELECT *, ${within}, NULL AS stake,
    ${has("date") ? `days >= ${t("days")}` : "true"} AND peers >= 3 AND impressions IS NOT NULL AS enough,
    impressions > 0 AND per_day <= ${t("low_share")} * peers_per_day AS effect,
    ${t("days")} - days AS short, 1 AS pace
  FROM (
    SELECT *, impressions / greatest(days, 1) AS per_day,
      count(*) FILTER (impressions > 0) OVER (PARTITION BY group_id) AS peers,
      median(impressions / greatest(days, 1)) FILTER (impressions > 0) OVER (PARTITION BY group_id) AS peers_per_day
    FROM diag_things
  )`,
    sentence:
      "{per_day} impressions a day, where half of its ad group has more than {peers_per_day}.",
    evidence: [
      { column: "per_day", label: "Impressions per day", unit: "count", base: "peers_per_day" },
      { column: "impressions", label: "Impressions", unit: "count" },
    ],
    base: "the median of the same ad group",
    test: null,
    stake: null,
    action: "Its budget may be too small, or its targeting too narrow.",
  }),
  defineRule({
    id: "A17",
    name: "Runaway CPA",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "conversions", "date"],
    needsDays: true,
    thresholds: {
      recent_days: ours(3, "count", "Last days that are compared with the two weeks before"),
      cpa_multiple: ours(2, "multiple", "CPA against the two weeks before, at least"),
      min_expected: ours(10, "count", "Fewest conversions that the two weeks before let expect"),
    },
    query: ({ t }) => `SELECT *, ${within}, recent_cost / nullif(recent_conversions, 0) AS cpa,
    coalesce(expected >= ${t("min_expected")}, false) AS enough,
    recent_conversions * ${t("cpa_multiple")} <= expected
      -- Where all others have lost their conversions too, it is the tracking (B5), not the ad.
      AND coalesce(others >= 0.5 * others_expected, true) AS effect,
    (expected - recent_conversions) / nullif(sqrt(expected + expected * expected / before_conversions), 0) AS z,
    greatest(0, recent_cost - recent_conversions * before_cpa) AS stake,
    ${t("min_expected")} - expected AS short, expected / ${t("recent_days")} AS pace
  FROM (
    SELECT *, recent_cost / before_cpa AS expected,
      sum(recent_conversions) OVER (PARTITION BY campaign_id) - recent_conversions AS others,
      sum(recent_cost / before_cpa) OVER (PARTITION BY campaign_id) - recent_cost / before_cpa AS others_expected
    FROM (
      SELECT thing_id, campaign_id, thing_name, group_name, campaign_name, currency, lately.* EXCLUDE (thing_id)
      FROM diag_things JOIN (
        SELECT thing_id, (sum(cost) FILTER (ago < ${t("recent_days")}))::DOUBLE AS recent_cost,
          sum(conversions) FILTER (ago < ${t("recent_days")}) AS recent_conversions,
          (sum(cost) FILTER (ago >= ${t("recent_days")}))::DOUBLE AS before_cost,
          sum(conversions) FILTER (ago >= ${t("recent_days")}) AS before_conversions,
          before_cost / nullif(before_conversions, 0) AS before_cpa
        FROM (
          SELECT *, (SELECT max(last_date) FROM diag_things) - date AS ago FROM diag_days
        ) ANTI JOIN diag_bursts USING (thing_id, date)
        WHERE ago < ${t("recent_days")} + 14
        GROUP BY thing_id
      ) AS lately USING (thing_id)
    )
  )`,
    sentence:
      "The last days cost {recent_cost} and brought {recent_conversions|conversion}, where the CPA of the two weeks before ({before_cpa}) lets expect {expected}.",
    evidence: [
      { column: "cpa", label: "CPA, last days", unit: "money", base: "before_cpa" },
      {
        column: "recent_conversions",
        label: "Conversions, last days",
        unit: "count",
        base: "expected",
      },
      { column: "recent_cost", label: "Cost, last days", unit: "money" },
    ],
    base: "its own two weeks before",
    test: "two Poisson rates, one-sided",
    stake: "what the last days cost above the CPA of the two weeks before",
    action:
      "Look at it today, in the fifteen minutes of the morning check, before it harms the budget: has the ad, the page or the offer changed? Limit its budget until you know.",
    chart: [
      { label: "Cost", part: "cost" },
      { label: "CPA", part: "cost", whole: "conversions" },
    ],
  }),
  defineRule({
    id: "A17-stop",
    name: "Ad stopped delivering",
    severity: "medium",
    kind: "problem",
    about: "level",
    needs: ["impressions", "status", "date"],
    needsDays: true,
    thresholds: {
      silent_days: ours(2, "count", "Last days without an impression, at least"),
      per_day: ours(500, "count", "Impressions per day in the two weeks before, at least"),
    },
    query: ({ t }) => `SELECT *, ${within}, NULL AS stake, NULL AS short, NULL AS pace,
    before_days >= 7 AND listed_days >= ${t("silent_days")} AS enough,
    recent_impressions = 0 AND before_impressions / before_days >= ${t("per_day")}
      AND NOT regexp_matches(lower(coalesce(status, '')), '${stopped}') AS effect,
    before_impressions / nullif(before_days, 0) AS per_day
  FROM (
    SELECT thing_id, max(thing_name) AS thing_name, max(group_name) AS group_name,
      max(campaign_name) AS campaign_name, max(currency) AS currency, max(status) AS status,
      count(*) FILTER (ago < ${t("silent_days")}) AS listed_days,
      sum(impressions) FILTER (ago < ${t("silent_days")}) AS recent_impressions,
      count(*) FILTER (ago >= ${t("silent_days")}) AS before_days,
      sum(impressions) FILTER (ago >= ${t("silent_days")}) AS before_impressions
    FROM (SELECT *, (SELECT max(date) FROM diag_days) - date AS ago FROM diag_days)
    WHERE ago < ${t("silent_days")} + 14
    GROUP BY thing_id
  )`,
    sentence:
      "{per_day} impressions a day in the two weeks before, and not one in the last days. Status “{status}”.",
    evidence: [
      { column: "recent_impressions", label: "Impressions, last days", unit: "count" },
      { column: "per_day", label: "Impressions per day before", unit: "count" },
    ],
    base: "its own two weeks before",
    test: null,
    stake: null,
    action: "Check review status, bid and budget, as for zero delivery.",
    units: { status: "text" },
    chart: [{ label: "Impressions", part: "impressions" }],
  }),
];
