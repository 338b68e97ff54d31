import { ProblemError } from "../protocol/problem.ts";
import type { NumberUnit } from "../protocol/unit.ts";
import { columnById } from "./columns.ts";
import { inputNames, type Expression } from "./expression.ts";
import type { Inputs, Metric } from "./metric.ts";

/** A metric that a notebook defines by a formula over columns. */
export interface CustomMetric {
  /** The function's name: letters, digits and `_`, not starting with a digit. */
  readonly name: string;
  readonly formula: Expression;
  /** The formula's columns in another order than that of the expression: a metric called in it may turn them. */
  readonly columns?: readonly string[];
  readonly unit: NumberUnit;
  readonly label?: string;
  readonly better?: Metric["better"];
}

/**
 * The parameters are the formula's columns in order of appearance in its text: `cost / video_views_6s` becomes
 * `name(cost, video_views_6s)`, used over sums like a built-in metric and as safe as one.
 *
 * @throws `bad_arguments` for a name that SQL cannot call, or a formula whose columns cannot be parameters
 */
export function metricFromFormula(custom: CustomMetric): Metric {
  const { name, formula, unit, label = name, better = "neither" } = custom;
  const columns = custom.columns ?? inputNames(formula);
  if (!/^[a-z_][a-z0-9_]*$/i.test(name)) {
    throw refused(name, "Its name may hold letters, digits and “_”, and not start with a digit.");
  }
  return {
    id: name,
    name,
    label,
    unit,
    better,
    inputs: formulaInputs(name, columns),
    formula,
    doc: "Defined in the notebook.",
    source: "The notebook.",
  };
}

function formulaInputs(name: string, columns: readonly string[]): Inputs {
  if (columns.length === 0) throw refused(name, "Its formula uses no column.");
  if (new Set(columns.map((column) => column.toLowerCase())).size < columns.length) {
    throw refused(name, "Its formula writes one column with different capitals.");
  }
  // An object lists keys such as "25" before all others, which would swap the parameters.
  if (columns.some((column) => /^\d+$/.test(column))) {
    throw refused(name, "Its formula uses a column whose name is a number.");
  }
  return Object.fromEntries(columns.map((column) => [column, numberUnit(column)]));
}

function numberUnit(column: string): NumberUnit {
  const unit = columnById(column)?.unit;
  switch (unit) {
    case "count":
    case "people":
    case "money":
    case "ratio":
    case "multiple":
    case "seconds":
      return unit;
    default:
      return "score";
  }
}

function refused(name: string, why: string): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `The metric “${name}” cannot be defined. ${why}`,
    next: "Change it where the notebook defines its columns.",
  });
}
