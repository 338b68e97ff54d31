/** What calls of functions and metrics measure. */

import type { Callable } from "../metrics/metric.ts";
import { parameters } from "../metrics/metric.ts";
import type { Expression } from "../metrics/expression.ts";
import type { NumberUnit } from "../protocol/unit.ts";
import {
  anyOf,
  averageOf,
  inUnit,
  isNumber,
  negative,
  productOf,
  quotientOf,
  sumOf,
  totalOf,
  unknown,
  type Measured,
  type Quantity,
} from "./quantity.ts";

const counting = new Set(["count", "count_star", "count_if", "countif", "approx_count_distinct"]);
const totals = new Set(["sum", "fsum", "kahan_sum", "sumkahan"]);
const averages = new Set([
  "avg",
  "mean",
  "favg",
  "median",
  "quantile_cont",
  "mad",
  "stddev",
  "stddev_samp",
  "stddev_pop",
]);
/** One of the values of the first argument. */
const choices = new Set([
  "min",
  "max",
  "any_value",
  "arbitrary",
  "first",
  "last",
  "mode",
  "quantile_disc",
  "arg_max",
  "arg_min",
  "max_by",
  "min_by",
  "first_value",
  "last_value",
  "nth_value",
  "nullif",
]);
/** The first argument, changed in size only. */
const roundings = new Set(["round", "abs", "@", "floor", "ceil", "ceiling", "trunc"]);
/** One of the values of all arguments; for the window functions, of the value and the default. */
const alternatives = new Set(["greatest", "least", "lag", "lead"]);

/** A call of one of the engine's functions, in small letters; `exact` without FILTER, DISTINCT, OVER. */
export function functionQuantity(
  name: string,
  values: readonly Quantity[],
  exact: boolean,
): Quantity {
  const [first = unknown, second] = values;
  if (counting.has(name)) return inUnit("count");
  if (alternatives.has(name)) return anyOf(values);
  if (second && values.length === 2) {
    if (name === "+") return sumOf(first, second);
    if (name === "-") return sumOf(first, second);
    if (name === "*") return productOf(first, second);
    if (name === "/") return quotientOf(first, second);
  }
  if (name === "-") return negative(first);
  if (name === "+") return first;
  if (first.kind !== "measured") return unknown;
  if (totals.has(name)) return withLabel(totalOf(first), exact);
  if (averages.has(name)) return averageOf(first);
  // The largest cost is not "Cost"; any name of the ad is "Ad name".
  if (choices.has(name)) return withLabel(first, name === "nullif" || !isNumber(first));
  if (roundings.has(name)) return isNumber(first) ? first : unknown;
  return unknown;
}

function withLabel(quantity: Quantity, keep: boolean): Quantity {
  return keep || quantity.kind !== "measured" ? quantity : { ...quantity, label: null };
}

/** An argument of a metric's call; the name is empty where it is given by position. */
export interface Argument {
  readonly name: string;
  readonly value: Quantity;
}

/** A call has the metric's unit, unless an argument is certainly not what the metric takes. */
export function metricQuantity(metric: Callable, given: readonly Argument[]): Quantity {
  const inputs = parameters(metric).map((parameter, index) => ({
    ...parameter,
    value:
      given.find(({ name }) => name.toLowerCase() === parameter.name.toLowerCase())?.value ??
      (given[index]?.name === "" ? given[index].value : undefined),
  }));
  const fitting = inputs.every(({ unit, value }) => !value || fits(value, unit));
  if (!fitting && !isRelative(metric, inputs)) return unknown;
  return {
    ...inUnit(metric.unit),
    label: inputs.some(({ name, value }) => name === "clicks" && isOtherClicks(value))
      ? null
      : { name: metric.name, text: metric.label },
    currencyFrom:
      metric.unit === "money" && metric.formula
        ? currencyOf(metric.formula, (name) => {
            const input = inputs.find((candidate) => candidate.name === name);
            return input ? asInput(input.unit, input.value) : unknown;
          })
        : null,
  };
}

/** Counts of all kinds pass for each other; what is certain is that money is no count. */
function fits(value: Quantity, unit: NumberUnit): boolean {
  if (value.kind !== "measured" || value.unit === null || unit === "score") return true;
  return isNumber(value) && (value.unit === "money") === (unit === "money");
}

/** Metrics that compare like with like, such as `lift`, do so for anything. */
function isRelative(
  metric: Callable,
  inputs: readonly { readonly unit: NumberUnit; readonly value: Quantity | undefined }[],
): boolean {
  const given = inputs.map(({ value }) => (value && isNumber(value) ? value.unit : null));
  return (
    (metric.unit === "ratio" || metric.unit === "multiple") &&
    new Set(inputs.map(({ unit }) => unit)).size === 1 &&
    new Set(given).size === 1 &&
    given[0] !== null
  );
}

/** An input called `clicks` means destination clicks. */
function isOtherClicks(value: Quantity | undefined): boolean {
  return (
    value?.kind === "measured" &&
    value.measure !== null &&
    value.measure.startsWith("clicks_") &&
    value.measure !== "clicks_destination"
  );
}

/** Whatever is given counts in the input's unit. */
function asInput(unit: NumberUnit, value: Quantity | undefined): Measured {
  const currencyFrom = value?.kind === "measured" ? value.currencyFrom : null;
  return { ...inUnit(unit), currencyFrom };
}

/** A formula may convert: `cost * 0.092` is money in another currency than `cost`. */
function currencyOf(
  formula: Expression,
  input: (name: string) => Quantity,
): Measured["currencyFrom"] {
  const quantity = (node: Expression): Quantity => {
    switch (node.kind) {
      case "number":
        return { kind: "number", value: node.value };
      case "input":
        return input(node.name);
      case "arithmetic":
        return functionQuantity(node.operator, [quantity(node.left), quantity(node.right)], true);
      case "root":
      case "power of e":
      case "where":
        return unknown;
      case "least":
        return anyOf([quantity(node.left), quantity(node.right)]);
      default:
        return quantity(node.value);
    }
  };
  const result = quantity(formula);
  return result.kind === "measured" && result.unit === "money" ? result.currencyFrom : null;
}
