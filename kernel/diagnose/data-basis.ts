import { againstPeers, beyondPeers, peersInWords } from "./peers.ts";
import { defineRule, documented, ours } from "./rule.ts";

const within = "coalesce(group_name, campaign_name) AS within";
const aboutSource =
  "'source' AS thing_id, NULL AS thing_name, NULL AS within, NULL AS stake, NULL AS short, NULL AS pace";

/** Source documents 000, 002 and 003: whether the figures mean what they seem to mean. */
export const dataBasis = [
  defineRule({
    id: "C2",
    name: "The printed CVR is per impression",
    severity: "low",
    kind: "check",
    about: "source",
    needs: ["cvr_printed", "conversions", "clicks", "impressions"],
    readsRows: true,
    thresholds: {},
    query: ({ source, column }) => `SELECT ${aboutSource}, *, rows > 0 AS enough,
    off_impressions < off_clicks AS effect
  FROM (
    SELECT count(*) AS rows,
      avg(abs(printed - conversions / impressions)) AS off_impressions,
      avg(abs(printed - conversions / clicks)) AS off_clicks,
      sum(conversions) / sum(impressions) AS per_impression, sum(conversions) / sum(clicks) AS per_click
    FROM (
      SELECT ${column("cvr_printed")}::DOUBLE AS printed, ${column("conversions")}::DOUBLE AS conversions,
        ${column("clicks")}::DOUBLE AS clicks, ${column("impressions")}::DOUBLE AS impressions
      FROM ${source}
    )
    WHERE printed IS NOT NULL AND conversions > 0 AND clicks > 0 AND impressions > 0
  )`,
    sentence:
      "Its header does not say so, but recomputed it agrees with conversions per impression ({per_impression} in all), not with conversions per click ({per_click}).",
    evidence: [
      { column: "per_impression", label: "Conversions per impression", unit: "ratio" },
      { column: "per_click", label: "Conversions per click", unit: "ratio" },
      { column: "rows", label: "Rows compared", unit: "count" },
    ],
    base: "both recomputed from the same rows",
    test: null,
    stake: null,
    action:
      "Do not compare it with a CVR per click. All rules here recompute CVR from conversions and clicks.",
  }),
  defineRule({
    id: "C9",
    name: "Many views, few conversions",
    severity: "medium",
    kind: "check",
    about: "level",
    levels: ["ad", "adgroup"],
    needs: ["cost", "video_views", "clicks", "conversions"],
    uses: ["purchases", "value"],
    needsPeers: true,
    thresholds: {
      many_views: ours(2, "multiple", "Video views: times the median of its peers"),
      low_cvr: ours(0.4, "multiple", "Low CVR: times the peers'"),
    },
    query: ({ t, has }) => `SELECT *, ${within},
    ${has("value") && has("purchases") ? "value::DOUBLE / nullif(purchases, 0)" : "NULL::DOUBLE"} AS basket,
    median(video_views) OVER (PARTITION BY group_id) AS peers_views,
    clicks >= ${t("min_clicks")} AND peers IS NOT NULL AS enough,
    video_views >= ${t("many_views")} * peers_views AND cvr_multiple <= ${t("low_cvr")} AS effect,
    -cvr_chance_z AS chance_z, -cvr_z AS z, cost::DOUBLE * greatest(0, 1 - cvr_multiple) AS stake,
    ${t("min_clicks")} - clicks AS short, clicks / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ cvr: ["conversions", "clicks"] })}
  )`,
    sentence:
      "{video_views|view}, where half of its peers have more than {peers_views}, and a CVR of {cvr} against {peers_cvr}.",
    evidence: [
      { column: "video_views", label: "Video views", unit: "count", base: "peers_views" },
      {
        column: "cvr",
        label: "CVR per click",
        unit: "ratio",
        base: "peers_cvr",
        interval: ["cvr_low", "cvr_high"],
      },
      { column: "basket", label: "Average order value", unit: "money" },
    ],
    base: peersInWords,
    test: beyondPeers,
    stake: "the part of its cost whose clicks would have converted as the peers' do, and did not",
    action:
      "Views alone prove nothing: many plays with few conversions may be invalid traffic. Judge it together with CVR and average order value.",
  }),
  defineRule({
    id: "C10",
    name: "Several regions in one source",
    severity: "low",
    kind: "check",
    about: "source",
    needs: ["country"],
    thresholds: {},
    query: ({ source, column }) => `SELECT ${aboutSource}, *, true AS enough, regions > 1 AS effect
  FROM (
    SELECT count(DISTINCT ${column("country")}) AS regions,
      array_to_string(list_sort(list_distinct(list(${column("country")})))[1:12], ', ') AS names
    FROM (SELECT DISTINCT ${column("country")} FROM ${source})
  )`,
    sentence: "{regions|region}: {names}.",
    evidence: [
      { column: "regions", label: "Regions", unit: "count" },
      { column: "names", label: "The first of them", unit: "text" },
    ],
    base: "one region",
    test: null,
    stake: null,
    action:
      "Do not rank CTR or CVR of different regions against each other. Compare inside one: filter, or group by region first. The rules here compare inside one ad group or campaign.",
  }),
  defineRule({
    id: "C11",
    name: "UTM tags are missing",
    severity: "medium",
    kind: "check",
    about: "source",
    needs: ["url", "ad"],
    thresholds: { coverage: ours(1, "ratio", "Share of ads whose URL carries utm_source") },
    query: ({
      t,
      source,
      column,
    }) => `SELECT ${aboutSource}, *, tagged / nullif(ads, 0) AS coverage,
    ads > 0 AS enough, coverage < ${t("coverage")} AS effect
  FROM (
    SELECT count(*) AS ads, count(*) FILTER (NOT is_tagged) AS untagged,
      count(*) FILTER (is_tagged) AS tagged, min(url) FILTER (NOT is_tagged) AS example
    FROM (
      SELECT ${column("ad")}, max(${column("url")}) AS url,
        bool_and(coalesce(regexp_matches(${column("url")}, '[?&]utm_source=[^&#]'), false)) AS is_tagged
      FROM ${source} WHERE ${column("url")} IS NOT NULL AND ${column("url")} <> ''
      GROUP BY ${column("ad")}
    )
  )`,
    sentence: "{untagged} of {ads} ads lead to a URL without utm_source, such as {example}.",
    evidence: [
      { column: "coverage", label: "Ads with UTM tags", unit: "ratio" },
      { column: "untagged", label: "Ads without", unit: "count" },
      { column: "example", label: "One of them", unit: "url" },
    ],
    units: { ads: "count" },
    base: "every ad",
    test: null,
    stake: null,
    action: "Agree on one standard for tags, and update these URLs to it.",
  }),
  defineRule({
    id: "B3",
    name: "Many conversions without a click",
    severity: "low",
    kind: "check",
    about: "source",
    needs: ["conversions", "view_through_conversions"],
    thresholds: { share: ours(0.3, "ratio", "View-through share of the conversions") },
    query: ({ t }) => `SELECT ${aboutSource}, *, view_through / nullif(conversions, 0) AS share,
    conversions >= 30 AS enough, share >= ${t("share")} AS effect
  FROM (
    SELECT sum(conversions) AS conversions, sum(view_through_conversions) AS view_through
    FROM diag_things WHERE conversions IS NOT NULL AND view_through_conversions IS NOT NULL
  )`,
    sentence: "{view_through} of {conversions|conversion} followed a view, not a click: {share}.",
    evidence: [
      { column: "share", label: "View-through share", unit: "ratio" },
      { column: "conversions", label: "Conversions", unit: "count" },
      { column: "view_through", label: "View-through", unit: "count" },
    ],
    base: "all conversions",
    test: null,
    stake: null,
    action:
      "An analytics tool that counts last clicks does not see these. Neither is wrong: state the attribution window beside every figure.",
  }),
  defineRule({
    id: "C25",
    name: "Too early to compare",
    severity: "low",
    kind: "check",
    about: "adgroup",
    levels: ["ad"],
    needs: ["impressions", "date"],
    needsPeers: true,
    needsDays: true,
    thresholds: { days: documented(7, "count", "Days that a test has to run, at least") },
    query: ({ t }) => `SELECT group_id AS thing_id, any_value(group_name) AS thing_name,
    any_value(campaign_name) AS within, NULL AS stake, NULL AS short, NULL AS pace,
    count(*) AS ads, min(days_shown) AS days_run, ${t("days")} - min(days_shown) AS days_missing,
    count(*) >= 2 AS enough, min(days_shown) < ${t("days")} AS effect
  FROM diag_things
  WHERE days_shown > 0 AND last_date = (SELECT max(date) FROM diag_days)
  GROUP BY group_id`,
    sentence:
      "Of {ads} ads that run side by side, the youngest has run {days_run|day}: {days_missing|day} more before a comparison can be read.",
    evidence: [
      { column: "days_run", label: "Days run", unit: "count" },
      { column: "days_missing", label: "Days missing", unit: "count" },
      { column: "ads", label: "Ads that run", unit: "count" },
    ],
    base: "a test of seven days",
    test: null,
    stake: null,
    action: "Do not read a test before seven days.",
  }),
  defineRule({
    id: "C27",
    name: "Format is saturating",
    severity: "medium",
    kind: "problem",
    about: "source",
    needs: ["format", "date", "video_views", "likes", "comments", "shares"],
    needsDays: true,
    readsRows: true,
    thresholds: {
      fall: ours(0.2, "ratio", "Fall of the engagement rate over the weeks, at least"),
      growth: ours(0, "ratio", "Growth of views over the weeks, more than"),
    },
    query: ({ t, source, column }) => `SELECT format AS thing_id, *, NULL AS within, NULL AS stake,
    weeks >= ${t("min_weeks")} AS enough, 7 * (${t("min_weeks")} - weeks) AS short, 1 AS pace,
    exp(slope * (weeks - 1)) - 1 AS rate_change, exp(views_slope * (weeks - 1)) - 1 AS views_change,
    rate_change <= -${t("fall")} AND views_change > ${t("growth")} AS effect,
    -t * (8 * (weeks - 2) + 1) / (8 * (weeks - 2) + 3)
      * sqrt((weeks - 2) * ln(1 + t * t / nullif(weeks - 2, 0))) / nullif(abs(t), 0) AS z
  FROM (
    SELECT *, slope / nullif(sqrt(greatest(1e-9, syy - slope * slope * sxx) / nullif((weeks - 2) * sxx, 0)), 0) AS t
    FROM (
      SELECT format, format AS thing_name, count(*) AS weeks,
        regr_slope(ln(rate), week) AS slope, regr_slope(ln(views), week) AS views_slope,
        regr_sxx(ln(rate), week) AS sxx, regr_syy(ln(rate), week) AS syy
      FROM (
        SELECT ${column("format")} AS format,
          (${column("date")} - (SELECT min(${column("date")}) FROM ${source})) // 7 AS week,
          sum(${column("video_views")})::DOUBLE AS views,
          (sum(${column("likes")}) + sum(${column("comments")}) + sum(${column("shares")}))::DOUBLE / nullif(views, 0) AS rate
        FROM ${source} WHERE ${column("format")} IS NOT NULL
        GROUP BY ALL HAVING views >= 1000 AND rate > 0
      )
      GROUP BY format
    )
  )`,
    sentence:
      "Over {weeks|week} its engagement rate changed by {rate_change} while its views changed by {views_change}.",
    evidence: [
      { column: "rate_change", label: "Change of the engagement rate", unit: "ratio" },
      { column: "views_change", label: "Change of video views", unit: "ratio" },
      { column: "weeks", label: "Weeks", unit: "count" },
    ],
    base: "the format's own first weeks",
    test: "t-test of the slope of the logarithm by week, one-sided",
    stake: null,
    action: "Recognise it before engagement collapses: shift the next pieces to another format.",
  }),
];
