import { ProblemError } from "../protocol/problem.ts";
import { identifier } from "../sql.ts";
import { dateFunctions, type DateFunction } from "./date-functions.ts";
import { expressionSql } from "./expression-sql.ts";
import { parameters, type Metric } from "./metric.ts";

/**
 * One statement per metric. The macros are TEMP: never stored, always those of this version.
 * DuckDB keeps TEMP macros per connection, so every connection runs the statements.
 */
export function macroStatements(metrics: readonly Metric[]): readonly string[] {
  return metrics.map(macroStatement);
}

/** Callable by position and by name: `ctr(clicks := sum(clicks_destination), impressions := …)`. */
export function macroStatement(metric: Metric): string {
  const list = parameters(metric).map((parameter) =>
    parameter.default === undefined
      ? identifier(parameter.name)
      : `${identifier(parameter.name)} := ${expressionSql({ kind: "number", value: parameter.default }, identifier)}`,
  );
  const body = expressionSql(metric.formula, identifier);
  return `CREATE OR REPLACE TEMP MACRO ${identifier(metric.name)}(${list.join(", ")}) AS ${body}`;
}

/** The functions over days, created like the metrics. */
export function dateMacroStatements(): readonly string[] {
  return dateFunctions.map(dateMacroStatement);
}

export function dateMacroStatement({ name, inputs, sql }: DateFunction): string {
  const list = inputs.map((input) =>
    input.default === undefined ? input.name : `${input.name} := ${input.default}`,
  );
  return `CREATE OR REPLACE TEMP MACRO ${identifier(name)}(${list.join(", ")}) AS ${sql}`;
}

/**
 * A column in TypeScript under its name, over the function that computes it. Dates and the like go in
 * as text; a text where a number belongs is refused by the engine.
 */
export function columnMacro(
  name: string,
  inputs: readonly { readonly name: string; readonly isNumber: boolean }[],
  functionName: string,
): string {
  const list = inputs.map((input) => identifier(input.name)).join(", ");
  const given = inputs.map((input) =>
    input.isNumber ? identifier(input.name) : `CAST(${identifier(input.name)} AS VARCHAR)`,
  );
  return `CREATE OR REPLACE TEMP MACRO ${identifier(name)}(${list}) AS ${identifier(functionName)}(${given.join(", ")})`;
}

/** Takes a column's name back, where it is there. */
export function dropColumnMacro(name: string): string {
  return `DROP MACRO IF EXISTS temp.${identifier(name)}`;
}

/** One column `name`: every name the engine itself gives to a function, or reads as syntax before `(`. */
export const engineNamesQuery = `
  SELECT DISTINCT lower(function_name) AS name FROM duckdb_functions() WHERE internal
  UNION
  SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category IN ('reserved', 'column_name')
  ORDER BY name`;

/**
 * A macro silently shadows a function of the engine, so its name must be free. Names are compared
 * without case, as SQL does.
 *
 * @param taken  names in use: the engine's own (see `engineNamesQuery`), sources, results
 * @throws `name_taken` for a metric whose name is in `taken` or is given twice
 */
export function assertNamesFree(
  metrics: readonly Pick<Metric, "name">[],
  taken: Iterable<string>,
): void {
  const used = new Set<string>();
  for (const name of taken) used.add(name.toLowerCase());
  for (const { name } of metrics) {
    if (used.has(name.toLowerCase())) {
      throw new ProblemError({
        code: "name_taken",
        message: `The metric “${name}” cannot be defined: the name is already in use.`,
        next: "Give the metric another name.",
      });
    }
    used.add(name.toLowerCase());
  }
}
