/** What a name means, in plain text that an editor lays out. */

import { formatNumber } from "../protocol/number-format.ts";
import type { MetricDescription, MetricInput, OutlineColumn } from "../protocol/outline.ts";
import type { EngineFunction, NamedParameter, NamedTable } from "./names.ts";

export interface Explanation {
  readonly title: string;
  /** Beside the title. */
  readonly facts: string;
  /** Written as code; empty for none. */
  readonly code: string;
  readonly paragraphs: readonly string[];
}

export function explainMetric(metric: MetricDescription): Explanation {
  const { label, unit, better, name, formula, inputs, doc, notes, source } = metric;
  const direction = better === "neither" ? [] : [`${better} is better`];
  return {
    title: label,
    facts: [unit, ...direction].join(", "),
    code: `${signature(metric)}\n${name} = ${formula}`,
    paragraphs: [
      doc,
      `Over sums: ${inputs.map((input) => `${input.name} (${input.unit})`).join(", ")}.`,
      notes,
      `Source: ${source}`,
    ].filter((text) => text !== ""),
  };
}

/** `ctr(clicks, impressions) → ratio`. */
export function signature({ name, inputs, unit }: MetricDescription): string {
  return `${name}(${inputs.map(inputText).join(", ")}) → ${unit}`;
}

export function inputText({ name, default: value }: MetricInput): string {
  return value === undefined ? name : `${name} := ${value}`;
}

export function explainColumn(column: OutlineColumn, table: NamedTable | null): Explanation {
  const { name, label, header, type } = column;
  return {
    title: label,
    facts: columnFacts(column),
    code: `${name} ${type}`,
    paragraphs: [
      ...(header === null || header === label ? [] : [`In the export: “${header}”.`]),
      ...(table ? [`A column of ${table.name}.`] : []),
    ],
  };
}

/** "count", "money, “Spend”". */
export function columnFacts({ unit, type, header }: OutlineColumn): string {
  return [unit ?? type, ...(header === null ? [] : [`“${header}”`])].join(", ");
}

export function explainTable({ kind, name, rows, columns }: NamedTable): Explanation {
  const what = kind === "source" ? "source" : "named result";
  const missing =
    kind === "source" ? "Not loaded yet: run the setup cell." : "Not there yet: run its cell.";
  return {
    title: name,
    facts: rows === null ? what : `${what}, ${formatNumber(rows, "count")} rows`,
    code: columns.map((column) => `${column.sql} ${column.type}`).join("\n"),
    paragraphs: rows === null ? [missing] : [],
  };
}

export function explainFunction({ name, calls, doc }: EngineFunction): Explanation {
  const code = calls.map((parameters) => `${name}(${parameters.join(", ")})`).join("\n");
  return { title: name, facts: "SQL function", code, paragraphs: doc === "" ? [] : [doc] };
}

export function explainParameter({ name, about }: NamedParameter): Explanation {
  return { title: `$${name}`, facts: "parameter", code: "", paragraphs: [about] };
}
