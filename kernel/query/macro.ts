import { readTokens } from "../language/sql-tokens.ts";
import { metricByName } from "../metrics/catalogue.ts";
import { dateFunctions, type DateFunction } from "../metrics/date-functions.ts";
import { expressionSql } from "../metrics/expression-sql.ts";
import { expressionText } from "../metrics/expression-text.ts";
import { parameters, type Metric } from "../metrics/metric.ts";

/** A function of SQL that is written in SQL itself: a metric, or one over days. */
export interface Macro {
  readonly name: string;
  /** As a person says what it is, on one line. */
  readonly definition: string;
  readonly inputs: readonly { readonly name: string; readonly default?: number }[];
  /** Its body with an expression in the place of each input. */
  readonly sql: (input: (name: string) => string) => string;
}

export function builtInMacro(name: string): Macro | undefined {
  const metric = metricByName(name);
  const overDays = dateFunctions.find((each) => each.name === name.toLowerCase());
  return metric ? metricMacro(metric) : overDays && dateMacro(overDays);
}

/** @param metric  one of the notebook's own */
export function ownMacro(metric: Metric | undefined): Macro | undefined {
  return metric && metricMacro(metric);
}

function metricMacro(metric: Metric): Macro {
  const { name, label, formula } = metric;
  return {
    name,
    definition: `${label} = ${expressionText(formula)}`,
    inputs: parameters(metric),
    sql: (input) => expressionSql(formula, input),
  };
}

function dateMacro({ name, doc, inputs, sql }: DateFunction): Macro {
  const isInput = (word: string) => inputs.some((input) => input.name === word);
  return {
    name,
    definition: doc,
    inputs,
    sql: (input) => {
      const line = sql.replace(/\s+/g, " ");
      const words = readTokens(line).tokens.filter(({ value }) => isInput(value));
      const body = words.reduceRight(
        (text, { value, start, end }) => `${text.slice(0, start)}${input(value)}${text.slice(end)}`,
        line,
      );
      return `(${body})`;
    },
  };
}
