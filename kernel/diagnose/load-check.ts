import type { Finding, Severity } from "../protocol/findings.ts";
import type { LoadReport } from "../protocol/load-report.ts";

/** What is known about a source besides its rows. */
export interface Basis {
  readonly report: LoadReport;
  /** null where no notebook says what it aims at. */
  readonly notebook: {
    readonly targets: number;
    readonly baseline: { readonly from: string; readonly to: string } | null;
    /** Of all sources. */
    readonly attributions: readonly { readonly source: string; readonly window: string | null }[];
  } | null;
}

export type Outcome =
  | { readonly state: "fine" }
  | { readonly state: "needs"; readonly what: string }
  | { readonly state: "found"; readonly sentence: string };

export interface LoadCheck {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly action: string;
  readonly look: (basis: Basis) => Outcome;
}

export const fine: Outcome = { state: "fine" };
export const needs = (what: string): Outcome => ({ state: "needs", what });
export const found = (sentence: string): Outcome => ({ state: "found", sentence });

/** What a check says about a source. */
export function loadFinding(check: LoadCheck, sentence: string, source: string): Finding {
  const { id, name, severity, action } = check;
  return {
    rule: id,
    title: name,
    severity,
    kind: "check",
    thing: { kind: "source", id: source, name: source, within: null },
    sentence,
    evidence: [],
    base: "what the load report says",
    certainty: "Counted, not estimated.",
    stake: null,
    stakeNote: null,
    currency: null,
    action,
    brief: null,
    query: null,
    chart: null,
  };
}
