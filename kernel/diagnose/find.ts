import type {
  CheckedRule,
  Evidence,
  Finding,
  FindingValue,
  Thing,
  Undecided,
} from "../protocol/findings.ts";
import { briefText } from "./brief-text.ts";
import { chartOf } from "./chart-text.ts";
import { tailQuantile } from "./normal-tail.ts";
import type { Rule } from "./rule.ts";
import type { Level } from "./rule.ts";
import type { Roles } from "./roles.ts";
import type { Row } from "./wording.ts";
import { chanceText, fill, plural } from "./wording.ts";

export interface RuleContext {
  /** null: the table has none. */
  readonly level: Level | null;
  readonly roles: Roles;
  /** Name of the table, quoted. */
  readonly source: string;
  readonly sourceName: string;
  /** Of a table whose rows do not say it. */
  readonly currency: string | null;
  /** Money below which a problem is of medium severity at most; null: not to be told. */
  readonly smallStake: number | null;
  /** Share of false findings that is allowed, 0–1. */
  readonly falseFindings: number;
  /** The query that gives the finding. */
  readonly query: string;
}

export interface RuleFindings {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly checked: CheckedRule;
}

/** Undecided things that are named; the others are counted. */
const mostUndecided = 3;

/** What a rule's verdicts say. */
export function findingsOf(rule: Rule, rows: readonly Row[], context: RuleContext): RuleFindings {
  const [first] = rows;
  const count = (name: string): number => Number(first?.[name] ?? 0);
  const undecided = rows.filter(
    (row) => row["found"] !== "true" && row["effect"] === "true" && Number(row["z"] ?? 1) >= 1,
  );
  const isWorth = rule.kind === "problem" && rule.severity !== "low";
  return {
    findings: rows
      .filter((row) => row["found"] === "true")
      .map((row) => findingOf(rule, row, count("judged_things"), context)),
    undecided: isWorth
      ? undecided
          .slice(0, mostUndecided)
          .map((row) => undecidedOf(rule, row, count("judged_things"), context))
      : [],
    checked: {
      rule: rule.id,
      title: rule.name,
      things: count("all_things"),
      judged: count("judged_things"),
      found: count("found_things"),
      undecided: isWorth ? count("undecided_things") : 0,
    },
  };
}

function findingOf(rule: Rule, row: Row, judged: number, context: RuleContext): Finding {
  const thing = thingOf(rule, row, context);
  const currency = textOf(row["currency"]) ?? context.currency;
  const write = (text: string): string => fill(text, rule, row, currency);
  const sentence = write(rule.sentence);
  const stake = moneyOf(row["stake"]);
  const key = thing.kind === "source" ? null : thing.kind;
  return {
    rule: rule.id,
    title: rule.name,
    severity: severityOf(rule, row, context),
    kind: rule.kind,
    thing,
    sentence,
    evidence: rule.evidence.flatMap((column) => evidenceOf(column, row)),
    base: rule.base,
    certainty: certaintyOf(rule, row, judged),
    stake,
    stakeNote: stake === null ? null : rule.stake,
    currency,
    action: write(rule.action),
    brief: rule.brief ? briefText(rule.brief, thing, sentence, write) : null,
    query: context.query,
    chart:
      rule.chart && key
        ? chartOf(rule.chart, { id: thing.id, key, name: thing.name }, context)
        : null,
  };
}

function severityOf(
  { severity, kind }: Rule,
  row: Row,
  { smallStake }: RuleContext,
): Finding["severity"] {
  const stake = row["stake"] ?? null;
  const isSmall = stake !== null && smallStake !== null && Number(stake) < smallStake;
  return isSmall && kind === "problem" && severity === "high" ? "medium" : severity;
}

function thingOf({ about }: Rule, row: Row, { level, sourceName }: RuleContext): Thing {
  const kind = about === "level" ? (level ?? "source") : about;
  const id = textOf(row["thing_id"]) ?? "";
  if (about === "source" && id === "source")
    return { kind, id: sourceName, name: sourceName, within: null };
  return { kind, id, name: textOf(row["thing_name"]) ?? id, within: textOf(row["within"]) };
}

function evidenceOf(
  { column, label, unit, base, interval }: Rule["evidence"][number],
  row: Row,
): Evidence[] {
  const value = row[column] ?? null;
  if (value === null) return [];
  const at = (name: string | undefined): FindingValue =>
    name === undefined ? null : (row[name] ?? null);
  return [{ label, unit, value, base: at(base), low: at(interval?.[0]), high: at(interval?.[1]) }];
}

function certaintyOf({ test }: Rule, row: Row, judged: number): string {
  if (test === null) return "Counted, not estimated.";
  return `Chance alone: ${chanceText(Number(row["q"]))}, corrected for the ${judged} that were tested (${test}).`;
}

function undecidedOf(rule: Rule, row: Row, judged: number, context: RuleContext): Undecided {
  const currency = textOf(row["currency"]) ?? context.currency;
  return {
    rule: rule.id,
    title: rule.name,
    thing: thingOf(rule, row, context),
    sentence: `${fill(rule.sentence, rule, row, currency)} ${doubtText(row, judged, context.falseFindings)}`,
  };
}

function doubtText(row: Row, judged: number, falseFindings: number): string {
  const needed = tailQuantile(falseFindings / Math.max(1, judged));
  const isChance = Number(row["chance_z"] ?? 0) < needed;
  return Number(row["short"] ?? 0) > 0 || isChance
    ? `Not enough evidence${waitText(daysMissing(row, needed))}.`
    : "Ads of one group differ so far here anyway: more days alone will not settle it.";
}

/** Days until the counts suffice at the pace so far; null where that cannot be told. */
function daysMissing(row: Row, needed: number): number | null {
  const short = Number(row["short"] ?? 0);
  const pace = Number(row["pace"] ?? 0);
  if (short > 0) return pace > 0 ? Math.ceil(short / pace) : null;
  const z = Number(row["chance_z"] ?? row["z"] ?? 0);
  const days = Number(row["days_shown"] ?? 0);
  if (!(z > 0) || !(days > 0)) return null;
  // A statistic of chance grows with the square root of the counts.
  return Math.ceil(days * ((needed / z) ** 2 - 1));
}

function waitText(days: number | null): string {
  if (days === null || days <= 0) return "";
  return days > 365
    ? ": at this pace more than a year more"
    : `: about ${plural(days, "more day")} at this pace`;
}

function textOf(value: FindingValue | undefined): string | null {
  return value === null || value === undefined || value === "" ? null : String(value);
}

function moneyOf(value: FindingValue | undefined): number | null {
  if (value === null || value === undefined) return null;
  const money = Number(Number(value).toFixed(2));
  return Number.isFinite(money) && money > 0 ? money : null;
}
