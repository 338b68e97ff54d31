import { freshOpening } from "./briefs.ts";
import type { EvidenceColumn, RuleInputs } from "./rule.ts";
import { defineRule, ours } from "./rule.ts";
import { weaker } from "./weaker.ts";

type Thresholds = RuleInputs["t"];

function select(t: Thresholds): string {
  return `SELECT *, coalesce(group_name, campaign_name) AS within,
    coalesce(weeks >= ${t("min_weeks")}, false) AS enough,
    7 * (${t("min_weeks")} - coalesce(weeks, 0)) AS short, 1 AS pace,`;
}

const from = "FROM diag_things LEFT JOIN diag_trends USING (thing_id)";

const trendEvidence: readonly EvidenceColumn[] = [
  { column: "cpm_last", label: "CPM, last week", unit: "money", base: "cpm_first" },
  { column: "cpm_change", label: "Change of CPM", unit: "ratio" },
  { column: "ctr_last", label: "CTR, last week", unit: "ratio", base: "ctr_first" },
  { column: "ctr_change", label: "Change of CTR", unit: "ratio" },
  { column: "weeks", label: "Whole weeks", unit: "count" },
];

const cpmLine = { label: "CPM", part: "cost", whole: "impressions", times: 1000 } as const;

/** Source document 001: an ad against its own first weeks. */
export const fatigue = [
  defineRule({
    id: "A4",
    name: "CPM is creeping up",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "impressions", "clicks", "date"],
    needsDays: true,
    thresholds: {
      cpm_rise: ours(0.4, "ratio", "Rise of CPM over the weeks, at least"),
      ctr_holds: ours(-0.2, "ratio", "CTR has not fallen by more; else it is fatigue (A5)"),
    },
    query: ({ t }) => `${select(t)}
    cpm_change >= ${t("cpm_rise")} AND ctr_change > ${t("ctr_holds")} AS effect,
    cpm_z AS z, greatest(0, recent_cost - recent_impressions * cpm_first / 1000) AS stake
  ${from}`,
    sentence:
      "CPM went from {cpm_first} to {cpm_last} over {weeks|week} ({cpm_change}), while CTR held.",
    evidence: trendEvidence,
    base: "the same ad's own first weeks",
    test: "t-test of the slope of the logarithm by week, one-sided",
    stake: "what the last four weeks cost above the CPM of its first",
    action:
      "Either the audience tires of the creative, or more competitors bid for the same eyes. Bring fresh creative; if its CPM rises too, it is the auction.",
    brief: freshOpening,
    chart: [cpmLine],
  }),
  defineRule({
    id: "A5",
    name: "Ad fatigue",
    severity: "high",
    kind: "problem",
    about: "level",
    needs: ["cost", "impressions", "clicks", "date"],
    needsDays: true,
    thresholds: {
      cpm_rise: ours(0.2, "ratio", "Rise of CPM over the weeks, at least"),
      ctr_fall: ours(0.25, "ratio", "Fall of CTR over the weeks, at least"),
    },
    query: ({ t }) => `${select(t)}
    cpm_change >= ${t("cpm_rise")} AND ctr_change <= -${t("ctr_fall")} AS effect,
    ${weaker("cpm_z", "-ctr_z")} AS z,
    greatest(0, recent_cost - recent_clicks * cpm_first / 1000 / ctr_first) AS stake
  ${from}`,
    sentence:
      "Over {weeks|week} CPM went from {cpm_first} to {cpm_last} ({cpm_change}) while CTR went from {ctr_first} to {ctr_last} ({ctr_change}).",
    evidence: trendEvidence,
    base: "the same ad's own first weeks",
    test: "t-tests of both slopes of the logarithm by week, one-sided, the weaker one counts",
    stake: "what the clicks of the last four weeks cost above the price of its first",
    action: "Update this creative before it is too late.",
    brief: freshOpening,
    chart: [cpmLine, { label: "CTR", part: "clicks", whole: "impressions" }],
  }),
];
