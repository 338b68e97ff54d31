import type { FindingsOutput, FindingValue, UncheckedRule } from "../protocol/findings.ts";
import { severities } from "../protocol/findings.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { QueryResult } from "../session/result.ts";
import { identifier } from "../sql.ts";
import { rules } from "./catalogue.ts";
import type { RuleFindings } from "./find.ts";
import { findingsOf } from "./find.ts";
import { judgedSql, verdictsSql } from "./judge.ts";
import { whatItNeeds } from "./needs.ts";
import type { Relation } from "./relations.ts";
import { neededRelations, relationsOf } from "./relations.ts";
import type { Level, Rule, RuleInputs } from "./rule.ts";
import type { Roles } from "./roles.ts";
import { rolesOf } from "./roles.ts";
import type { GivenThresholds } from "./settings.ts";
import { checkThresholds, shownThresholds, thresholdValue } from "./settings.ts";
import { shownQuery } from "./shown-query.ts";
import type { Row } from "./wording.ts";

export interface DiagnoseRequest {
  /** The table's name. */
  readonly source: string;
  readonly columns: readonly string[];
  /** Of a table that is a source. */
  readonly report: LoadReport | null;
  /** ISO 4217, where all its money is in one. */
  readonly currency: string | null;
  /** null: the finest that the table has. */
  readonly level: Level | null;
  /** Ids; null: all. */
  readonly rules: readonly string[] | null;
  readonly thresholds: GivenThresholds;
  /** The notebook's, by metric. */
  readonly targets: ReadonlyMap<string, number>;
}

export type RunSql = (sql: string) => Promise<QueryResult>;

/** Findings that a result lists; the others are counted. */
const mostFindings = 200;

/**
 * Runs the rules over a table: it is summed once for each thing and day, and what the rules judge is
 * made from that.
 *
 * @param run  of a session with the metrics' macros, where temporary tables can be made
 * @throws ProblemError `bad_arguments` for a level, rule or threshold that there is not
 */
export async function diagnose(run: RunSql, request: DiagnoseRequest): Promise<FindingsOutput> {
  checkThresholds(request.thresholds);
  const thresholds = withTargets(request);
  const roles = rolesOf(request.columns, request.report?.declared["clicks"]);
  const level = levelOf(request, roles);
  const source = identifier(request.source);
  const chosen = chosenRules(request.rules);
  const needs = new Map(
    chosen.map((rule) => [rule, whatItNeeds(rule, { roles, level, thresholds })]),
  );
  const runnable = chosen.filter((rule) => needs.get(rule) === null);
  const relations = relationsOf({
    source,
    roles,
    level,
    complete: completeColumns(request.report),
  });
  const judge = (rule: Rule): string => {
    const query = rule.query(inputsOf(rule, { source, roles, thresholds }));
    return judgedSql(query, rule.test !== null, numberOf(rule, "false_findings", thresholds));
  };
  const judged = new Map(runnable.map((rule) => [rule, judge(rule)]));
  const needed = neededRelations([...judged.values()].join("\n"), relations);
  const results: RuleFindings[] = [];
  try {
    for (const relation of needed) await run(creation(relation));
    for (const [rule, sql] of judged) {
      const rows = recordsOf(await run(verdictsSql(sql, mostFindings)));
      const query = shownQuery(rule, sql, neededRelations(sql, relations));
      const falseFindings = thresholdValue(rule, "false_findings", thresholds) ?? 0;
      const { currency } = request;
      results.push(
        findingsOf(rule, rows, { level, roles, source, currency, falseFindings, query }),
      );
    }
  } finally {
    for (const relation of needed.toReversed()) await run(removal(relation)).catch(() => undefined);
  }
  const findings = results.flatMap((result) => result.findings).toSorted(mostPressing);
  const found = results.reduce((sum, { checked }) => sum + checked.found, 0);
  return {
    kind: "findings",
    source: request.source,
    findings: findings.slice(0, mostFindings),
    more: found - Math.min(findings.length, mostFindings),
    undecided: results.flatMap((result) => result.undecided),
    checked: results.map((result) => result.checked),
    unchecked: [...needs].flatMap(([{ id, name }, lacks]): UncheckedRule[] =>
      lacks === null ? [] : [{ rule: id, title: name, needs: lacks }],
    ),
    settings: shownThresholds(runnable, thresholds),
    method: methodText(runnable, thresholds),
  };
}

/** By severity, then by money at stake, then in a fixed order. */
function mostPressing(
  a: FindingsOutput["findings"][number],
  b: FindingsOutput["findings"][number],
): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    Number(b.stake ?? 0) - Number(a.stake ?? 0) ||
    (a.rule + a.thing.id < b.rule + b.thing.id ? -1 : 1)
  );
}

/** The notebook's own target stands in for a threshold that nobody has set. */
function withTargets({ thresholds, targets }: DiagnoseRequest): GivenThresholds {
  const roas = targets.get("roas") ?? targets.get("break_even_roas");
  if (roas === undefined || thresholds.has("A16.break_even_roas")) return thresholds;
  return new Map([...thresholds, ["A16.break_even_roas", roas]]);
}

function levelOf({ level, report, source }: DiagnoseRequest, roles: Roles): Level {
  const grain = report?.grain.level ?? "unknown";
  const order = ["ad", "adgroup", "campaign"] as const;
  const has = order.filter((each) => roles.has(each));
  const finest =
    grain === "unknown"
      ? has[0]
      : order.slice(order.indexOf(grain)).find((each) => roles.has(each));
  if (finest === undefined)
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${source}” names no ads, ad groups or campaigns, so there is nothing to diagnose`,
      next: "Use an export with one of the columns ad_id, adgroup_id and campaign_id.",
    });
  if (level === null) return finest;
  if (order.indexOf(level) >= order.indexOf(finest) && roles.has(level)) return level;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${source}” has no rows by ${level}`,
    next: `Its finest level is ${finest}.`,
  });
}

function chosenRules(ids: readonly string[] | null): readonly Rule[] {
  if (ids === null) return rules;
  const known = rules.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return rules.filter(({ id }) => ids.includes(id));
  const near = nearest(unknown, known);
  throw new ProblemError({
    code: "bad_arguments",
    message: `There is no rule “${unknown}”`,
    next: near === undefined ? `There are ${known.join(", ")}.` : `Did you mean “${near}”?`,
  });
}

function inputsOf(
  rule: Rule,
  {
    source,
    roles,
    thresholds,
  }: { readonly source: string; readonly roles: Roles; readonly thresholds: GivenThresholds },
): RuleInputs {
  return {
    source,
    has: (role) => roles.has(role),
    column: (role) => identifier(roles.get(role) ?? role),
    t: (name) => numberOf(rule, name, thresholds),
  };
}

function numberOf(rule: Rule, name: string, thresholds: GivenThresholds): string {
  const value = thresholdValue(rule, name, thresholds);
  if (value === null) throw new Error(`the threshold ${name} of ${rule.id} is not set`);
  return String(value);
}

function completeColumns(report: LoadReport | null): ReadonlySet<string> {
  return new Set(report?.columns.filter(({ nulls }) => nulls === 0).map(({ id }) => id));
}

function creation({ name, kind, sql }: Relation): string {
  return `CREATE OR REPLACE TEMP ${kind} ${name} AS ${sql}`;
}

function removal({ name, kind }: Relation): string {
  return `DROP ${kind} IF EXISTS ${name}`;
}

function recordsOf({ columns, rows }: QueryResult): Row[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, index) => [name, plainValue(row[index])])),
  );
}

function plainValue(value: QueryResult["rows"][number][number] | undefined): FindingValue {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function methodText(ran: readonly Rule[], thresholds: GivenThresholds): string {
  const [first] = ran;
  if (!first) return "Nothing was tested.";
  const share = thresholdValue(first, "false_findings", thresholds) ?? 0;
  return `Each rule tests every one of its ads, ad groups or campaigns that has enough data. Its p-values are corrected for their number by Benjamini and Hochberg, so that at most ${(share * 100).toFixed(1)}% of what a rule finds is expected to be chance. A thing must also differ by the rule's threshold. Days on which an ad's clicks stand far out from its own usual day are left out of all rules but the one that looks for them.`;
}
