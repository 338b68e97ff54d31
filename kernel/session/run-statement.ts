import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";
import { StatementType } from "@duckdb/node-api";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { refused } from "./allowed-statements.ts";
import type { ReadyStatement } from "./check-cell.ts";
import { classify } from "./engine-error.ts";
import type { Parameters } from "./parameters.ts";
import { bindParameters } from "./parameters.ts";
import { placeAt } from "./text-position.ts";

/** Runs one engine call, unless the job was stopped meanwhile. */
export type EngineCall = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Runs a statement, all parts of it. Rows of a query are streamed, so read them to the end before
 * the next call on the connection, or drop them.
 */
export async function runStatement(
  statement: ReadyStatement,
  sql: string,
  parameters: Parameters,
  engineCall: EngineCall,
): Promise<DuckDBResult> {
  const { parsed, types } = statement;
  let last: DuckDBResult | undefined;
  try {
    for (let part = 0; part < parsed.count; part++) {
      const prepared = await engineCall(() => parsed.prepare(part));
      try {
        const type = prepared.statementType;
        if (types && !types.has(type)) {
          throw new ProblemError(refused("This kind of statement", "Use SELECT or CREATE TABLE."));
        }
        bindParameters(prepared, parameters);
        const result = await engineCall(() => start(prepared, part === parsed.count - 1));
        if (parsed.count === 1 || type !== StatementType.TRANSACTION) last = result;
      } finally {
        prepared.destroySync();
      }
    }
  } catch (error) {
    throw located(error, statement, sql);
  }
  // There is at least one part, and where the engine adds BEGIN and COMMIT there are others.
  return last!;
}

async function start(prepared: DuckDBPreparedStatement, last: boolean): Promise<DuckDBResult> {
  const query =
    prepared.statementType === StatementType.SELECT ||
    prepared.statementType === StatementType.EXPLAIN;
  return query && last ? prepared.stream() : prepared.run();
}

const explain = "EXPLAIN ANALYZE ";

/** Why a streamed query failed: the binding does not say, so it is run again without its rows. */
export async function streamFailure(
  connection: DuckDBConnection,
  statement: ReadyStatement,
  sql: string,
  parameters: Parameters,
  engineCall: EngineCall,
): Promise<ProblemError> {
  const text = explain + statement.text;
  try {
    const prepared = await engineCall(() => connection.prepare(text));
    try {
      bindParameters(prepared, parameters);
      await engineCall(() => prepared.run());
    } finally {
      prepared.destroySync();
    }
  } catch (error) {
    const found = classify(error, { sql, text, start: statement.start - explain.length });
    if (found.problem.code !== "sql_syntax") return found;
  }
  return located(new ProblemError(unknownFailure), statement, sql);
}

const unknownFailure: Problem = {
  code: "sql_runtime",
  message: "The query failed while its rows were read.",
  next: "Run it as CREATE TABLE … AS to see why.",
};

function located(error: unknown, statement: ReadyStatement, sql: string): ProblemError {
  const { text, start: offset } = statement;
  const found = classify(error, { sql, text, start: offset });
  if (found.problem.place) return found;
  const place = placeAt(sql, offset);
  return new ProblemError({ ...found.problem, place }, { cause: error });
}
