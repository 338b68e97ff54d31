import { readTokens } from "../language/sql-tokens.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Parameters, ParameterValue } from "../session/parameters.ts";
import { unknownParameter } from "../session/parameters.ts";
import { placeAt } from "../session/text-position.ts";
import { literal } from "../sql.ts";

/** A value as an expression of the type that it is bound with. */
export function valueSql(value: ParameterValue): string {
  if (typeof value === "object" && value !== null) return `DATE ${literal(value.date)}`;
  // Written as it is, a fraction would be a DECIMAL.
  if (typeof value === "number" && !Number.isSafeInteger(value))
    return `CAST(${literal(String(value))} AS DOUBLE)`;
  return literal(value);
}

export interface PlainText {
  readonly sql: string;
  /** The parameters in it, as they are declared. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * A text with DuckDB's variables in the place of parameters; all else stays, comments too.
 *
 * @throws ProblemError `sql_parameter` for one that is not declared, with its place in the text
 */
export function withVariables(sql: string, declared: Parameters): PlainText {
  const names = Object.keys(declared);
  const parameters = new Set<string>();
  let written = "";
  let at = 0;
  for (const { kind, value, start, end } of readTokens(sql).tokens) {
    if (kind !== "parameter") continue;
    const asked = value.replace(/^\$"?|"$/g, "");
    const name = names.find((each) => each.toLowerCase() === asked.toLowerCase());
    if (name === undefined)
      throw new ProblemError({ ...unknownParameter(asked, names), place: placeAt(sql, start) });
    parameters.add(name);
    written += `${sql.slice(at, start)}getvariable(${literal(name)})`;
    at = end;
  }
  return { sql: written + sql.slice(at), parameters };
}
