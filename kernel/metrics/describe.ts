import type { NumberUnit } from "../protocol/unit.ts";
import { families } from "./catalogue.ts";
import { expressionText } from "./expression-text.ts";
import { macroStatement } from "./macros.ts";
import { parameters, type Metric, type Parameter } from "./metric.ts";

/** A metric as plain values, for documentation, hovers and other programs. */
export interface MetricDescription {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly label: string;
  readonly unit: NumberUnit;
  readonly better: Metric["better"];
  readonly inputs: readonly Parameter[];
  /** As a person writes it. NULL where an input is NULL or a denominator is zero. */
  readonly formula: string;
  /** The statement that creates the function in DuckDB. */
  readonly sql: string;
  readonly doc: string;
  /** Empty where there is nothing to add. */
  readonly notes: string;
  readonly source: string;
}

/** The built-in metrics, family by family. */
export function describeMetrics(): readonly MetricDescription[] {
  return families.flatMap(({ family, metrics }) =>
    metrics.map((metric) => describeMetric(metric, family)),
  );
}

export function describeMetric(metric: Metric, family: string): MetricDescription {
  const { id, name, label, unit, better, doc, notes = "", source } = metric;
  return {
    id,
    name,
    family,
    label,
    unit,
    better,
    inputs: parameters(metric),
    formula: expressionText(metric.formula),
    sql: macroStatement(metric),
    doc,
    notes,
    source,
  };
}
