import type { FindingsOutput, UncheckedRule } from "../protocol/findings.ts";
import { severities } from "../protocol/findings.ts";
import type { Problem } from "../protocol/problem.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { valueText } from "../protocol/value-text.ts";
import type { QueryResult } from "../session/result.ts";
import { identifier } from "../sql.ts";
import { compareIds } from "./catalogue.ts";
import {
  checkThereIsSomething,
  chosenRules,
  hasRowsByDay,
  levelOf,
  withTargets,
} from "./choose.ts";
import type { DiagnoseRequest } from "./diagnose-request.ts";
import type { RuleFindings } from "./find.ts";
import { failureOf } from "./failed-rule.ts";
import { findingsOf } from "./find.ts";
import { judgedSql, shownColumns, verdictsSql } from "./judge.ts";
import type { LoadCheck } from "./load-check.ts";
import { loadFinding } from "./load-check.ts";
import { whatItNeeds } from "./needs.ts";
import { notComputed } from "./not-computed.ts";
import { recordsOf } from "./records.ts";
import type { Relation } from "./relation.ts";
import { neededRelations, relationsOf } from "./relations.ts";
import type { Level, Rule, RuleInputs } from "./rule.ts";
import type { Roles } from "./roles.ts";
import { rolesOf } from "./roles.ts";
import type { GivenThresholds } from "./settings.ts";
import { checkThresholds, sharedValue, shownThresholds, thresholdValue } from "./settings.ts";
import { shownQuery } from "./shown-query.ts";
import { columnsOf } from "./wording.ts";

export type RunSql = (sql: string) => Promise<QueryResult>;

/** What a rule gave: what it looked at, or what it lacks. */
type RuleResult = Pick<RuleFindings, "findings" | "undecided"> & {
  readonly checked?: RuleFindings["checked"];
  readonly unchecked?: UncheckedRule;
  readonly failed?: Problem;
};

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
  checkThresholds(request.thresholds, request.known);
  const thresholds = withTargets(request);
  const roles = rolesOf(request.columns, request.report?.declared["clicks"]);
  const level = levelOf(request, roles);
  const chosen = chosenRules(request.known, request.rules);
  const context = { level, roles, thresholds, request };
  const needs = new Map(chosen.rules.map((rule) => [rule, whatItNeeds(rule, context)]));
  const runnable = chosen.rules.filter((rule) => needs.get(rule) === null);
  checkThereIsSomething(request, level, runnable);
  const results = [
    ...chosen.checks.map((check) => resultOfCheck(check, request)),
    ...(await runRules(run, runnable, context)),
  ];
  const findings = results.flatMap((result) => result.findings).toSorted(mostPressing);
  const failed = results.flatMap((result) => result.failed ?? []);
  const found = results.reduce((sum, { checked }) => sum + (checked?.found ?? 0), 0);
  return {
    kind: "findings",
    source: request.source,
    findings: findings.slice(0, mostFindings),
    more: found - Math.min(findings.length, mostFindings),
    undecided: results.flatMap((result) => result.undecided),
    ...(failed.length > 0 && { failed }),
    checked: results
      .flatMap(({ checked }) => checked ?? [])
      .toSorted((a, b) => compareIds(a.rule, b.rule)),
    unchecked: [
      ...results.flatMap(({ unchecked }) => unchecked ?? []),
      ...[...needs].flatMap(([{ id, name }, lacks]) =>
        lacks === null ? [] : [{ rule: id, title: name, needs: lacks }],
      ),
      ...(request.rules === null ? notComputed : []).map(({ id, name, needs: lacks }) => ({
        rule: id,
        title: name,
        needs: lacks,
      })),
    ].toSorted((a, b) => compareIds(a.rule, b.rule)),
    settings: shownThresholds(runnable, thresholds),
    method: methodText(runnable, thresholds),
  };
}

interface Context {
  readonly level: Level | null;
  readonly roles: Roles;
  readonly thresholds: GivenThresholds;
  readonly request: DiagnoseRequest;
}

async function runRules(
  run: RunSql,
  runnable: readonly Rule[],
  { level, roles, thresholds, request }: Context,
): Promise<RuleResult[]> {
  const source = identifier(request.source);
  const complete = completeColumns(request.report);
  const usualSpread = String(sharedValue("usual_spread", thresholds));
  const isByDay = level !== null && hasRowsByDay(request.report, level, roles);
  const relations =
    level === null ? [] : relationsOf({ source, roles, level, complete, isByDay, usualSpread });
  const judged = runnable.map((rule) => {
    const query = rule.query(inputsOf(rule, { source, roles, thresholds }));
    const falseFindings = numberOf(rule, "false_findings", thresholds);
    const columns = shownColumns(columnsOf(rule));
    return { rule, sql: judgedSql(query, rule.test !== null, falseFindings, columns) };
  });
  const needed = neededRelations(judged.map(({ sql }) => sql).join("\n"), relations);
  const smallStake = await smallStakeOf(run, { source, roles, thresholds });
  const results: RuleResult[] = [];
  try {
    for (const relation of needed) await run(creation(relation));
    for (const { rule, sql } of judged) {
      const answer = await run(verdictsSql(sql, mostFindings)).catch((error: unknown) =>
        failureOf(rule, error),
      );
      if ("failed" in answer) {
        results.push(answer);
        continue;
      }
      const rows = recordsOf(answer);
      results.push(
        findingsOf(rule, rows, {
          level,
          roles,
          source,
          sourceName: request.source,
          currency: request.currency,
          smallStake,
          falseFindings: thresholdValue(rule, "false_findings", thresholds) ?? 0,
          query: shownQuery(rule, sql, neededRelations(sql, relations)),
        }),
      );
    }
    return results;
  } finally {
    for (const relation of needed.toReversed()) await run(removal(relation)).catch(() => undefined);
  }
}

/** The money below which nothing is of high severity; null where costs are unknown or not one currency. */
async function smallStakeOf(
  run: RunSql,
  {
    source,
    roles,
    thresholds,
  }: Pick<Context, "roles" | "thresholds"> & { readonly source: string },
): Promise<number | null> {
  const [cost, currency] = [roles.get("cost"), roles.get("currency")];
  if (cost === undefined) return null;
  const total = `sum(${identifier(cost)})::DOUBLE`;
  const [row] = recordsOf(
    await run(
      currency === undefined
        ? `SELECT ${total} AS total FROM ${source}`
        : `SELECT CASE WHEN count(DISTINCT ${identifier(currency)}) < 2 THEN ${total} END AS total FROM ${source}`,
    ),
  );
  const value = row?.["total"] ?? null;
  return value === null ? null : sharedValue("small_share", thresholds) * Number(value);
}

function resultOfCheck(
  check: LoadCheck,
  { source, report, notebook }: DiagnoseRequest,
): RuleResult {
  const { id: rule, name: title } = check;
  const outcome = report
    ? check.look({ report, notebook })
    : ({ state: "needs", what: "a source as it was loaded, not a result" } as const);
  if (outcome.state === "needs")
    return { findings: [], undecided: [], unchecked: { rule, title, needs: outcome.what } };
  const isFound = outcome.state === "found";
  return {
    findings: isFound ? [loadFinding(check, outcome.sentence, source)] : [],
    undecided: [],
    checked: { rule, title, things: 1, judged: 1, found: isFound ? 1 : 0, undecided: 0 },
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

function methodText(ran: readonly Rule[], thresholds: GivenThresholds): string {
  const [first] = ran;
  if (!first) return "Nothing was tested.";
  const share = thresholdValue(first, "false_findings", thresholds) ?? 0;
  return `Each rule tests every one of its ads, ad groups or campaigns that has enough data. Its p-values are corrected for their number by Benjamini and Hochberg, so that at most ${(share * 100).toFixed(1)}% of what a rule finds is expected to be chance. A thing must also differ by the rule's threshold, and a problem that its peers show must be further out than ads of one group differ in this table anyway; the fewer ads there are to tell how far that is, the more a usual difference counts. A problem with less than ${valueText(sharedValue("small_share", thresholds), "ratio", null)} of the table's cost at stake is of medium severity at most. Days on which an ad's clicks stand far out from its own usual day are left out of all rules but the one that looks for them.`;
}
