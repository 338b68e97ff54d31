import type { DuckDBPreparedStatement } from "@duckdb/node-api";
import { DuckDBDateValue } from "@duckdb/node-api";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { positionalParameter } from "./engine-error.ts";

/** What a `$name` in SQL can stand for. A date is an ISO day such as "2026-01-31". */
export type ParameterValue = number | bigint | string | boolean | null | { readonly date: string };

export type Parameters = Readonly<Record<string, ParameterValue>>;

/**
 * Binds the names that occur in the statement; other values are left alone.
 * A name is found regardless of case, as names are in SQL.
 *
 * @throws ProblemError `sql_parameter` naming a parameter that has no value or an impossible one
 */
export function bindParameters(prepared: DuckDBPreparedStatement, parameters: Parameters): void {
  for (let index = 1; index <= prepared.parameterCount; index++) {
    const name = prepared.parameterName(index);
    if (/^\d+$/.test(name)) throw new ProblemError(positionalParameter);
    bindValue(prepared, index, name, valueOf(name, parameters));
  }
}

function valueOf(name: string, parameters: Parameters): ParameterValue {
  const names = Object.keys(parameters);
  const key = Object.hasOwn(parameters, name)
    ? name
    : names.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : parameters[key];
  if (value !== undefined) return value;
  throw new ProblemError(unknownParameter(name, names));
}

/** @param names  those that have a value */
export function unknownParameter(name: string, names: readonly string[]): Problem {
  return {
    code: "sql_parameter",
    message: `The parameter $${name} has no value.`,
    next:
      names.length === 0
        ? "Declare it under params:."
        : `Declare it under params:; there are ${names.map((known) => `$${known}`).join(", ")}.`,
  };
}

function bindValue(
  prepared: DuckDBPreparedStatement,
  index: number,
  name: string,
  value: ParameterValue,
): void {
  if (value === null) prepared.bindNull(index);
  else if (typeof value === "boolean") prepared.bindBoolean(index, value);
  else if (typeof value === "bigint") bindInteger(prepared, index, name, value);
  else if (typeof value === "number") {
    if (!Number.isFinite(value)) throw impossible(name, "is not a finite number");
    if (Number.isSafeInteger(value)) bindInteger(prepared, index, name, BigInt(value));
    else prepared.bindDouble(index, value);
  } else if (typeof value === "string") {
    // The binding hands over a C string, which a NUL would cut short.
    if (value.includes("\0")) throw impossible(name, "contains a NUL character");
    prepared.bindVarchar(index, value);
  } else prepared.bindDate(index, new DuckDBDateValue(daysOf(name, value.date)));
}

// The narrowest of the three, as for a number written in SQL: a wider type than needed
// would widen the results computed from it.
function bindInteger(
  prepared: DuckDBPreparedStatement,
  index: number,
  name: string,
  value: bigint,
): void {
  if (BigInt.asIntN(32, value) === value) prepared.bindInteger(index, Number(value));
  else if (BigInt.asIntN(64, value) === value) prepared.bindBigInt(index, value);
  else if (BigInt.asIntN(128, value) === value) prepared.bindHugeInt(index, value);
  else throw impossible(name, "is too large a number");
}

function daysOf(name: string, date: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // Some engines roll 31 February over instead of refusing it.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== date) {
    throw impossible(name, `is not a date: “${date}”`);
  }
  return milliseconds / 86_400_000;
}

function impossible(name: string, what: string): ProblemError {
  return new ProblemError({ code: "sql_parameter", message: `The parameter $${name} ${what}.` });
}
