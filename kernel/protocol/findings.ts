import type { Problem } from "./problem.ts";
import type { Unit } from "./unit.ts";

export const severities = ["high", "medium", "low"] as const;

/** `high`: money is being lost, and the evidence is strong; `low`: worth knowing. */
export type Severity = (typeof severities)[number];

/** What rules found in a source, what they looked at, and what they could not look at. */
export interface FindingsOutput {
  readonly kind: "findings";
  /** The table that was diagnosed; null for findings that a query made. */
  readonly source: string | null;
  /** The most pressing first: by severity, then by the money at stake. */
  readonly findings: readonly Finding[];
  /** Findings beyond those that are listed. */
  readonly more: number;
  readonly undecided: readonly Undecided[];
  /** Rules of plugins that failed. */
  readonly failed?: readonly Problem[];
  readonly checked: readonly CheckedRule[];
  readonly unchecked: readonly UncheckedRule[];
  readonly settings: readonly ShownThreshold[];
  /** How chance was kept out, as sentences. */
  readonly method: string;
  /** The address of the cell that shows it, where an editor does. */
  readonly cell?: string;
}

export interface Thing {
  readonly kind: "source" | "campaign" | "adgroup" | "ad" | "creator";
  readonly id: string;
  readonly name: string;
  /** The ad group or campaign that it is in. */
  readonly within: string | null;
}

export interface Evidence {
  readonly label: string;
  readonly unit: Unit | null;
  readonly value: FindingValue;
  /** The same of what it is compared with. */
  readonly base: FindingValue;
  /** Ends of the 95% interval. */
  readonly low: FindingValue;
  readonly high: FindingValue;
}

/** A number, or exact decimal text, or text. */
export type FindingValue = number | string | null;

export interface Finding {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly kind: "problem" | "check" | "opportunity";
  readonly thing: Thing;
  /** What was found, with its numbers. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
  /** What the figures are compared with. */
  readonly base: string;
  /** How sure it is. */
  readonly certainty: string;
  /** Money; null where none can be named. */
  readonly stake: FindingValue;
  /** What that money is. */
  readonly stakeNote: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly action: string;
  /** Markdown. */
  readonly brief: string | null;
  /** The query that gives the finding and its like; null where it comes from the load report. */
  readonly query: string | null;
  readonly chart: FindingChart | null;
}

/** Two cells: a query with a name, and a chart that draws it. */
export interface FindingChart {
  readonly name: string;
  readonly query: string;
  readonly spec: string;
}

/** Looks like a finding, and the counts do not suffice to say so. */
export interface Undecided {
  readonly rule: string;
  readonly title: string;
  readonly thing: Thing;
  readonly sentence: string;
}

export interface CheckedRule {
  readonly rule: string;
  readonly title: string;
  /** Things looked at, those with enough data to judge, those found. */
  readonly things: number;
  readonly judged: number;
  readonly found: number;
  readonly undecided: number;
}

export interface UncheckedRule {
  readonly rule: string;
  readonly title: string;
  /** What it lacks: "Landing page views (website)", "a target for ROAS". */
  readonly needs: string;
}

export interface ShownThreshold {
  /** As a cell sets it: `A1.high_ctr`. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly origin: string;
  readonly isChanged: boolean;
}
