import { againstPeers, beyondChance, beyondPeers, peersInWords } from "./peers.ts";
import { defineRule, documented, ours } from "./rule.ts";
import { weaker } from "./weaker.ts";
import { freshOpening, newHooks } from "./briefs.ts";

const within = "coalesce(group_name, campaign_name) AS within";
const levels = ["ad", "adgroup"] as const;
const ctrLine = { label: "CTR", part: "clicks", whole: "impressions" } as const;

/** Source document 001: what the ad itself does, from the impression to the view. */
export const creative = [
  defineRule({
    id: "A1",
    name: "Ad promise and landing page do not match",
    severity: "high",
    kind: "problem",
    about: "level",
    levels,
    needs: ["cost", "impressions", "clicks", "conversions"],
    needsPeers: true,
    thresholds: {
      high_ctr: ours(1.3, "multiple", "High CTR: times the peers'"),
      low_cvr: ours(0.6, "multiple", "Low CVR: times the peers'"),
      gap: ours(3, "multiple", "CTR multiple divided by CVR multiple, at least"),
    },
    query: ({ t }) => `SELECT *, ${within},
    clicks >= ${t("min_clicks")} AND peers IS NOT NULL AS enough,
    ctr_multiple >= ${t("high_ctr")} AND cvr_multiple <= ${t("low_cvr")}
      AND ctr_multiple >= ${t("gap")} * cvr_multiple AS effect,
    ${weaker("ctr_chance_z", "-cvr_chance_z")} AS chance_z, ${weaker("chance_z", "gap_z")} AS z,
    cost::DOUBLE * greatest(0, 1 - cvr_multiple) AS stake,
    ${t("min_clicks")} - clicks AS short, clicks / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ ctr: ["clicks", "impressions"], cvr: ["conversions", "clicks"] }, ["ctr", "cvr", t("usual_spread")])}
  )`,
    sentence:
      "CTR is {ctr}, {ctr_multiple} that of its peers, and CVR is {cvr}, {cvr_multiple} theirs, over {clicks|click}.",
    evidence: [
      rate("ctr", "CTR"),
      rate("cvr", "CVR per click"),
      { column: "clicks", label: "Clicks", unit: "count" },
      { column: "conversions", label: "Conversions", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: peersInWords,
    test: "two-proportion tests of both rates, and one of CTR multiple divided by CVR multiple that allows for how far ads of one group differ anyway, one-sided; the weakest counts",
    stake:
      "the part of its cost whose clicks would have had to convert as the peers' do, and did not",
    action:
      "Align what the ad says and its vibe with what follows the click. It earns the click, so this is a golden chance to optimise: change the page first, or send the ad to a page that keeps its promise.",
    units: { ctr_multiple: "multiple", cvr_multiple: "multiple" },
    chart: [ctrLine, { label: "CVR", part: "conversions", whole: "clicks" }],
  }),
  defineRule({
    id: "A2",
    name: "Ad is ignored",
    severity: "high",
    kind: "problem",
    about: "level",
    levels,
    needs: ["cost", "impressions", "clicks"],
    needsPeers: true,
    thresholds: { low_ctr: ours(0.34, "multiple", "Poor CTR: times the peers'") },
    query: ({ t }) => `SELECT *, ${within},
    impressions >= ${t("min_impressions")} AND peers IS NOT NULL AS enough,
    ctr_multiple <= ${t("low_ctr")} AND ctr <= ${t("low_ctr")} * median_ctr AS effect,
    -ctr_chance_z AS chance_z, -ctr_z AS z,
    cost::DOUBLE * greatest(0, 1 - ctr_multiple) AS stake,
    ${t("min_impressions")} - impressions AS short, impressions / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ ctr: ["clicks", "impressions"] })}
  )`,
    sentence:
      "Shown {impressions|time} and clicked {clicks|time}: CTR is {ctr} against {peers_ctr} of its peers.",
    evidence: [
      rate("ctr", "CTR"),
      { column: "impressions", label: "Impressions", unit: "count" },
      { column: "clicks", label: "Clicks", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: peersInWords,
    test: beyondPeers,
    stake: "the part of its cost that would have bought clicks at the peers' CTR, and did not",
    action: "Test new hooks. Ask whether the first three seconds are gripping.",
    brief: freshOpening,
    chart: [ctrLine],
  }),
  defineRule({
    id: "A6",
    name: "The opening stops the scroll, the story does not hold",
    severity: "high",
    kind: "problem",
    about: "level",
    levels,
    needs: ["cost", "video_views", "views_2s", "views_6s"],
    needsPeers: true,
    thresholds: {
      high_2s: ours(1.1, "multiple", "High 2-second rate: times the peers'"),
      low_hold: ours(0.6, "multiple", "Poor hold from 2 to 6 seconds: times the peers'"),
      min_views_2s: ours(1000, "count", "Fewest 2-second views to judge the hold"),
    },
    query: ({ t }) => `SELECT *, ${within}, 1 - hold AS drop, 1 - peers_hold AS peers_drop,
    views_2s >= ${t("min_views_2s")} AND peers IS NOT NULL AS enough,
    rate_2s_multiple >= ${t("high_2s")} AND hold_multiple <= ${t("low_hold")} AS effect,
    ${weaker("rate_2s_chance_z", "-hold_chance_z")} AS chance_z, ${weaker("chance_z", "-hold_z")} AS z,
    cost::DOUBLE * greatest(0, 1 - hold_multiple) AS stake,
    ${t("min_views_2s")} - views_2s AS short, views_2s / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ rate_2s: ["views_2s", "video_views"], hold: ["views_6s", "views_2s"] })}
  )`,
    sentence:
      "{rate_2s} of the views reach 2 seconds ({peers_rate_2s} of the peers'), and then {drop} of them are gone before 6 seconds ({peers_drop} of the peers').",
    evidence: [
      rate("rate_2s", "Views that reach 2 s"),
      rate("hold", "2 s views that reach 6 s"),
      { column: "drop", label: "Lost between 2 s and 6 s", unit: "ratio", base: "peers_drop" },
      { column: "views_2s", label: "2-second views", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: peersInWords,
    test: "two-proportion tests of both rates, and one of the hold that allows for how far ads of one group differ anyway, one-sided; the weakest counts",
    stake: "the part of its cost whose viewers would have stayed with the peers' hold",
    action:
      "The concept is fine, the way in is not: test a handful of new hooks on the same core video, and do not start over.",
    brief: newHooks,
    chart: [
      { label: "2 s rate", part: "views_2s", whole: "video_views" },
      { label: "Hold to 6 s", part: "views_6s", whole: "views_2s" },
    ],
  }),
  defineRule({
    id: "A7",
    name: "Creative problem, not budget problem",
    severity: "medium",
    kind: "problem",
    about: "level",
    levels,
    needs: ["cost", "impressions", "clicks_all"],
    needsPeers: true,
    thresholds: {
      low_ctr_all: ours(0.5, "multiple", "Low CTR (all): times the peers'"),
      fine_cpm: ours(1.1, "multiple", "CPM that is still fine: times the peers'"),
    },
    query: ({ t }) => `SELECT *, ${within}, 1000 * cost / nullif(impressions, 0) AS cpm,
    1000 * (sum(cost) OVER (PARTITION BY group_id) - cost) / nullif(sum(impressions) OVER (PARTITION BY group_id) - impressions, 0) AS peers_cpm,
    impressions >= ${t("min_impressions")} AND peers IS NOT NULL AS enough,
    ctr_all_multiple <= ${t("low_ctr_all")} AND ctr_all <= ${t("low_ctr_all")} * median_ctr_all
      AND cpm <= ${t("fine_cpm")} * peers_cpm AS effect,
    -ctr_all_chance_z AS chance_z, -ctr_all_z AS z, cost::DOUBLE * greatest(0, 1 - ctr_all_multiple) AS stake,
    ${t("min_impressions")} - impressions AS short, impressions / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ ctr_all: ["clicks_all", "impressions"] })}
  )`,
    sentence:
      "{impressions} impressions at a CPM of {cpm} are fine, and nobody interacts: CTR (all) is {ctr_all} against {peers_ctr_all} of its peers.",
    evidence: [
      rate("ctr_all", "CTR (all)"),
      { column: "cpm", label: "CPM", unit: "money", base: "peers_cpm" },
      { column: "impressions", label: "Impressions", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: peersInWords,
    test: beyondPeers,
    stake:
      "the part of its cost that would have bought interactions at the peers' rate, and did not",
    action: "Change the creative, not the budget.",
    brief: freshOpening,
  }),
  defineRule({
    id: "A8",
    name: "Weak opening",
    severity: "medium",
    kind: "problem",
    about: "level",
    levels,
    needs: ["cost", "impressions", "views_2s"],
    needsPeers: true,
    thresholds: { low_hook: ours(0.6, "multiple", "Low hook rate: times the peers'") },
    query: ({ t }) => `SELECT *, ${within},
    impressions >= ${t("min_impressions")} AND peers IS NOT NULL AS enough,
    hook_multiple <= ${t("low_hook")} AND hook <= ${t("low_hook")} * median_hook AS effect,
    -hook_chance_z AS chance_z, -hook_z AS z,
    cost::DOUBLE * greatest(0, 1 - hook_multiple) AS stake,
    ${t("min_impressions")} - impressions AS short, impressions / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ hook: ["views_2s", "impressions"] })}
  )`,
    sentence:
      "Hook rate is {hook} against {peers_hook} of its peers. TikTok counts no 3-second views: this is 2-second views per impression.",
    evidence: [
      rate("hook", "Hook rate (2 s)"),
      { column: "impressions", label: "Impressions", unit: "count" },
      { column: "cost", label: "Cost", unit: "money" },
    ],
    base: peersInWords,
    test: beyondPeers,
    stake: "the part of its cost whose impressions would have stopped the scroll as the peers' do",
    action: "It does not stop the scroll: test openings.",
    brief: newHooks,
  }),
  defineRule({
    id: "A9",
    name: "Engaging beyond the hook",
    severity: "low",
    kind: "opportunity",
    about: "level",
    levels,
    needs: ["video_views", "views_75"],
    needsPeers: true,
    thresholds: {
      high_75: ours(1.5, "multiple", "High share of views that reach 75%: times the peers'"),
    },
    query: ({ t }) => `SELECT *, ${within}, NULL AS stake,
    video_views >= ${t("min_impressions")} AND peers IS NOT NULL AS enough,
    rate_75_multiple >= ${t("high_75")} AND rate_75 >= ${t("high_75")} * median_rate_75 AS effect, rate_75_chance_z AS z,
    ${t("min_impressions")} - video_views AS short, video_views / nullif(days_shown, 0) AS pace
  FROM (
    ${againstPeers({ rate_75: ["views_75", "video_views"] })}
  )`,
    units: { rate_75_multiple: "multiple" },
    sentence: "{rate_75} of its views reach 75% of the video, {rate_75_multiple} its peers' share.",
    evidence: [
      rate("rate_75", "Views that reach 75%"),
      { column: "video_views", label: "Video views", unit: "count" },
    ],
    base: peersInWords,
    test: beyondChance,
    stake: null,
    action: "The story holds after the hook: keep it, and give it the best opening you have.",
  }),
  defineRule({
    id: "A12",
    name: "Winning parts to combine",
    severity: "low",
    kind: "opportunity",
    about: "adgroup",
    levels: ["ad"],
    needs: ["impressions", "clicks", "views_6s"],
    needsPeers: true,
    thresholds: {
      ctr_lead: documented(0.5, "ratio", "Lead in CTR over the others"),
      rate_6s_lead: documented(0.2, "ratio", "Lead in 6-second view rate over the others"),
    },
    query: ({ t }) => `SELECT group_id AS thing_id, any_value(group_name) AS thing_name,
    any_value(campaign_name) AS within, NULL AS stake, NULL AS short, NULL AS pace,
    arg_max(thing_name, ctr_multiple) AS ending_ad, max(ctr_multiple) - 1 AS ctr_lead,
    arg_max(thing_name, rate_6s_multiple) AS opening_ad, max(rate_6s_multiple) - 1 AS rate_6s_lead,
    count(*) >= 2 AS enough,
    ctr_lead >= ${t("ctr_lead")} AND rate_6s_lead >= ${t("rate_6s_lead")}
      AND arg_max(thing_id, ctr_multiple) <> arg_max(thing_id, rate_6s_multiple) AS effect,
    ${weaker("arg_max(ctr_chance_z, ctr_multiple)", "arg_max(rate_6s_chance_z, rate_6s_multiple)")} AS z
  FROM (
    ${againstPeers({ ctr: ["clicks", "impressions"], rate_6s: ["views_6s", "impressions"] })}
  )
  WHERE peers = 'group' AND impressions >= ${t("min_impressions")}
  GROUP BY group_id`,
    sentence:
      "“{ending_ad}” leads in CTR by {ctr_lead}, “{opening_ad}” in 6-second view rate by {rate_6s_lead}.",
    evidence: [
      { column: "ending_ad", label: "Leads in CTR", unit: "text" },
      { column: "ctr_lead", label: "Lead in CTR", unit: "ratio" },
      { column: "opening_ad", label: "Leads in 6-second view rate", unit: "text" },
      { column: "rate_6s_lead", label: "Lead in 6-second view rate", unit: "ratio" },
    ],
    base: "the other ads of the same ad group, pooled",
    test: beyondChance,
    stake: null,
    action:
      "Make one ad of both: the first three seconds of “{opening_ad}” and the last five seconds of “{ending_ad}”.",
    brief: {
      keep: "The first three seconds of “{opening_ad}” and the last five seconds of “{ending_ad}”.",
      change: ["Cut both into one ad, and run it beside them."],
      factors: [
        { name: "Opening", variants: ["“{opening_ad}”, first 3 s"] },
        { name: "Voice-over", variants: ["that of “{opening_ad}”"] },
        { name: "On-screen text", variants: ["that of “{opening_ad}”"] },
      ],
    },
  }),
];

function rate(column: string, label: string) {
  return {
    column,
    label,
    unit: "ratio",
    base: `peers_${column}`,
    interval: [`${column}_low`, `${column}_high`],
  } as const;
}
