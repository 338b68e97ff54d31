import type { EngineFunction } from "../language/names.ts";
import type { MetricDescription } from "../protocol/outline.ts";
import { families } from "./catalogue.ts";
import { dateFunctions } from "./date-functions.ts";
import { expressionText } from "./expression-text.ts";
import { labelsOf } from "./label.ts";
import { macroStatement } from "./macros.ts";
import { parameters, type Callable, type Metric } from "./metric.ts";

/** The built-in metrics, family by family. */
export function describeMetrics(): readonly MetricDescription[] {
  return families.flatMap(({ family, metrics }) =>
    metrics.map((metric) => describeMetric(metric, family)),
  );
}

/** The functions over days, as SQL calls them. */
export function describeFunctions(): readonly EngineFunction[] {
  return dateFunctions.map(({ name, inputs, doc, notes, example }) => ({
    name,
    calls: [
      inputs.map((input) =>
        input.default === undefined ? input.name : `${input.name} := ${input.default}`,
      ),
    ],
    doc: `${doc} ${notes} For example ${example}.`,
  }));
}

export function describeMetric(metric: Metric, family: string): MetricDescription {
  const { id, name, label, unit, better, doc, notes = "", source } = metric;
  return {
    id,
    name,
    family,
    label,
    labels: labelsOf(id),
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

/** A column that a TypeScript cell computes. */
export function describeColumn(column: Callable, family: string): MetricDescription {
  const { name, label, unit, better } = column;
  return {
    id: name,
    name,
    family,
    label,
    labels: {},
    unit,
    better,
    inputs: parameters(column),
    formula: "TypeScript",
    sql: "",
    doc: "Computed by a TypeScript cell of this notebook.",
    notes: "",
    source: "The notebook.",
  };
}
