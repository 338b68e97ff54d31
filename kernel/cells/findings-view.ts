import type { Finding, FindingsOutput, FindingValue, Severity } from "../protocol/findings.ts";
import { severities } from "../protocol/findings.ts";
import type { OutputColumn, OutputTable, OutputValue } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";

/** Columns with a meaning of their own; every other one is evidence. */
const known = [
  "rank",
  "rule",
  "title",
  "severity",
  "level",
  "thing_id",
  "thing_name",
  "within",
  "sentence",
  "stake",
  "currency",
  "action",
] as const;

type Known = (typeof known)[number];

/**
 * The rows of a result as findings, in its order: `title` and `thing_name` say what and where;
 * `severity`, `sentence`, `action`, `stake`, `within`, `rule` are shown where they are there, and any
 * other column is evidence.
 *
 * @throws ProblemError `findings_shape` for a result without `title` or `thing_name`
 */
export function findingsView(table: OutputTable): FindingsOutput {
  const names = new Set(table.columns.map(({ name }) => name));
  const missing = (["title", "thing_name"] as const).find((name) => !names.has(name));
  if (missing !== undefined)
    throw new ProblemError({
      code: "findings_shape",
      message: `Findings need a column “${missing}”, which this result lacks`,
      next: "Name what was found as title and what it is about as thing_name, or leave view=findings out.",
    });
  return {
    kind: "findings",
    source: null,
    findings: table.rows.map((row) => findingOf(row, table)),
    more: table.total - table.rows.length,
    undecided: [],
    checked: [],
    unchecked: [],
    settings: [],
    method: "",
  };
}

function findingOf(row: readonly OutputValue[], { columns, currency }: OutputTable): Finding {
  const value = (name: Known): FindingValue =>
    plain(row[columns.findIndex((column) => column.name === name)]);
  const text = (name: Known): string | null => {
    const found = value(name);
    return found === null ? null : String(found);
  };
  const name = text("thing_name") ?? "";
  return {
    rule: text("rule") ?? "",
    title: text("title") ?? "",
    severity: severityOf(text("severity")),
    kind: "problem",
    thing: {
      kind: levelOf(text("level")),
      id: text("thing_id") ?? name,
      name,
      within: text("within"),
    },
    sentence: text("sentence") ?? "",
    evidence: columns.flatMap((column, index) => evidenceOf(column, plain(row[index]))),
    base: "",
    certainty: "",
    stake: value("stake"),
    stakeNote: null,
    currency: text("currency") ?? currency,
    action: text("action") ?? "",
    brief: null,
    query: null,
    chart: null,
  };
}

function evidenceOf({ name, label, unit }: OutputColumn, value: FindingValue): Finding["evidence"] {
  if (value === null || known.some((each) => each === name)) return [];
  return [{ label, unit, value, base: null, low: null, high: null }];
}

function plain(value: OutputValue | undefined): FindingValue {
  if (value === undefined || value === null) return null;
  return typeof value === "boolean" ? String(value) : value;
}

function severityOf(text: string | null): Severity {
  return severities.find((severity) => severity === text?.toLowerCase()) ?? "medium";
}

function levelOf(text: string | null): Finding["thing"]["kind"] {
  const kinds = ["source", "campaign", "adgroup", "ad", "creator"] as const;
  return kinds.find((kind) => kind === text) ?? "ad";
}
