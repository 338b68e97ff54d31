import { nearest } from "../protocol/near-names.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { DiagnoseRequest } from "./diagnose-request.ts";
import type { LoadCheck } from "./load-check.ts";
import { loadChecks } from "./load-checks.ts";
import type { Level, Rule } from "./rule.ts";
import { levels } from "./rule.ts";
import type { Roles } from "./roles.ts";
import type { GivenThresholds } from "./settings.ts";

/** The notebook's own target stands in for a threshold that nobody has set. */
export function withTargets({ thresholds, targets }: DiagnoseRequest): GivenThresholds {
  const breakEven = targets.get("roas") ?? targets.get("break_even_roas");
  const trueRoas = targets.get("true_roas") ?? breakEven;
  return new Map([
    ...(breakEven === undefined ? [] : [["A16.break_even_roas", breakEven] as const]),
    ...(trueRoas === undefined ? [] : [["C20.target", trueRoas] as const]),
    ...thresholds,
  ]);
}

/**
 * The level that is judged; null: the table names no ads, ad groups or campaigns.
 *
 * @throws ProblemError `bad_arguments` for one that the table does not have
 */
export function levelOf({ level, report, source }: DiagnoseRequest, roles: Roles): Level | null {
  const grain = report?.grain.level ?? "unknown";
  const known = levels.findIndex((each) => each === grain);
  const finest = levels.slice(Math.max(0, known)).find((each) => roles.has(each));
  if (level === null) return finest ?? null;
  if (finest !== undefined && levels.indexOf(level) >= levels.indexOf(finest) && roles.has(level))
    return level;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${source}” has no rows by ${level}`,
    next: finest === undefined ? namesNone : `Its finest level is ${finest}.`,
  });
}

const namesNone = "It has none of the columns ad_id, adgroup_id and campaign_id.";

/**
 * @throws ProblemError `bad_arguments` for a table of which no rule can say anything
 */
export function checkThereIsSomething(
  { source, report }: DiagnoseRequest,
  level: Level | null,
  runnable: readonly Rule[],
): void {
  if (level !== null || report !== null || runnable.length > 0) return;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${source}” names no ads, ad groups, campaigns or creators, so there is nothing to diagnose`,
    next: "Use an export with one of the columns ad_id, adgroup_id, campaign_id and creator_username.",
  });
}

/** Whether the load report says that no two rows are of one thing and day. */
export function hasRowsByDay(
  report: Pick<LoadReport, "grain" | "duplicates"> | null,
  level: Level,
  roles: Roles,
): boolean {
  if (!report || report.grain.key.length === 0 || report.duplicates.rows > 0) return false;
  const own = new Set([roles.get(level), roles.get("date")]);
  return report.grain.key.every((column) => own.has(column));
}

export interface Chosen {
  readonly rules: readonly Rule[];
  readonly checks: readonly LoadCheck[];
}

/**
 * @param rules  all that are known
 * @param ids  null: all
 * @throws ProblemError `bad_arguments` for an id that no rule has
 */
export function chosenRules(rules: readonly Rule[], ids: readonly string[] | null): Chosen {
  if (ids === null) return { rules, checks: loadChecks };
  const known = [...rules, ...loadChecks].map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  const isChosen = ({ id }: { readonly id: string }): boolean => ids.includes(id);
  if (unknown === undefined)
    return { rules: rules.filter(isChosen), checks: loadChecks.filter(isChosen) };
  const near = nearest(unknown, known);
  throw new ProblemError({
    code: "bad_arguments",
    message: `There is no rule “${unknown}”`,
    next: near === undefined ? `There are ${known.join(", ")}.` : `Did you mean “${near}”?`,
  });
}
