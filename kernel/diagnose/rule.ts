import type { Severity } from "../protocol/findings.ts";
import type { NumberUnit, Unit } from "../protocol/unit.ts";
import type { Role } from "./roles.ts";

/** From fine to coarse. */
export const levels = ["ad", "adgroup", "campaign"] as const;

export type Level = (typeof levels)[number];

export interface Threshold {
  /** null: there is no sensible default, and the rule waits for the user's. */
  readonly default: number | null;
  readonly unit: NumberUnit;
  readonly label: string;
  /** Whether the number stands in the field's documents or is a choice of this program or a plugin. */
  readonly origin: "from the field's documents" | "ours" | "the plugin's";
}

/** A figure of a finding, from a column of the rule's query. */
export interface EvidenceColumn {
  readonly column: string;
  readonly label: string;
  readonly unit: Unit;
  /** Column with the same figure of what it is compared with. */
  readonly base?: string;
  /** Columns with the ends of its 95% interval. */
  readonly interval?: readonly [low: string, high: string];
}

/** What to change in a creative, and what to leave as it is. */
export interface Brief {
  readonly keep: string;
  readonly change: readonly string[];
  /** Factors of the test matrix, each with the variants to try beside what runs now. */
  readonly factors: readonly { readonly name: string; readonly variants: readonly string[] }[];
}

/** A figure by week: a sum, or a part divided by a whole. */
export interface ChartLine {
  readonly label: string;
  readonly part: Role;
  readonly whole?: Role;
  readonly times?: number;
}

/** What a rule's query may use besides the relations of `relations.ts`. */
export interface RuleInputs {
  /** A threshold of the rule or a shared one, as a SQL number. */
  readonly t: (threshold: string) => string;
  /** Whether the source has a column in this role. */
  readonly has: (role: Role) => boolean;
  /** Name of the source, quoted. */
  readonly source: string;
  /** The source's column in this role, quoted. */
  readonly column: (role: Role) => string;
}

/**
 * One rule, as data. Its query has one row for each thing that it looks at, with these columns:
 *
 * - `thing_id`, `thing_name`, `within`: what it is about
 * - `enough`: whether the counts suffice to judge it
 * - `effect`: whether it looks like what the rule describes, whatever chance may have done
 * - `z`: how many standard errors speak for it, one-sided; left out by rules that count
 * - `chance_z`: the same if ads of one group had one true rate; left out where `z` is that already
 * - `stake`: money; NULL where none can be named
 * - `short`, `pace`: how much of what is counted is missing, and how much of it a day brings
 * - whatever `evidence` and `sentence` name
 */
export interface Rule {
  readonly id: string;
  readonly name: string;
  /** The plugin that brings it; what is built in has none. */
  readonly plugin?: string;
  readonly severity: Severity;
  readonly kind: "problem" | "check" | "opportunity";
  /** `level`: the things of the level that was asked for. */
  readonly about: "level" | "adgroup" | "campaign" | "creator" | "source";
  /** Levels at which the rule means something; all by default. */
  readonly levels?: readonly Level[];
  readonly needs: readonly Role[];
  /** Roles that it uses where they are there. */
  readonly uses?: readonly Role[];
  /** Its query reads the source's own rows and no relation, so they need not be of ads. */
  readonly readsRows?: true;
  readonly needsDays?: true;
  /** Compares with others of the same ad group or campaign. */
  readonly needsPeers?: true;
  readonly thresholds: Readonly<Record<string, Threshold>>;
  readonly query: (inputs: RuleInputs) => string;
  /** With `{column}` in places, written in the column's unit. */
  readonly sentence: string;
  readonly evidence: readonly EvidenceColumn[];
  /** Units of the columns that only the sentence names. */
  readonly units?: Readonly<Record<string, Unit>>;
  /** What the figures are compared with. */
  readonly base: string;
  /** The test in words; null: the rule counts, nothing is estimated. */
  readonly test: string | null;
  /** What the money at stake is; null: none is named. */
  readonly stake: string | null;
  readonly action: string;
  readonly brief?: Brief;
  /** What *Chart it* draws of the thing, week by week. */
  readonly chart?: readonly ChartLine[];
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

export function ours(value: number | null, unit: NumberUnit, label: string): Threshold {
  return { default: value, unit, label, origin: "ours" };
}

export function documented(value: number, unit: NumberUnit, label: string): Threshold {
  return { default: value, unit, label, origin: "from the field's documents" };
}
