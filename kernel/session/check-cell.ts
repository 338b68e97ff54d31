/** From a cell's text to statements that may run: all are checked before the first one runs. */

import type { DuckDBConnection, DuckDBExtractedStatements } from "@duckdb/node-api";
import { StatementType } from "@duckdb/node-api";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { CheckedStatement, TakenNames } from "./allowed-statements.ts";
import { checkText, explained, refused } from "./allowed-statements.ts";
import { classify } from "./engine-error.ts";
import type { SqlStatement } from "../language/sql-tokens.ts";
import { isWord, splitStatements } from "../language/sql-tokens.ts";
import type { Verb } from "./statement-grammar.ts";
import { readStatement } from "./statement-grammar.ts";
import { forbiddenTableFunction } from "./table-functions.ts";
import { placeAt } from "./text-position.ts";

/** A statement as the engine parsed it; a PIVOT becomes several. */
export interface ReadyStatement extends SqlStatement {
  readonly parsed: DuckDBExtractedStatements;
  /** The types its parts may have, by the engine's reading; null allows all. */
  readonly types: ReadonlySet<StatementType> | null;
}

/**
 * @param taken null for statements of the kernel itself, which only the lock-down limits
 * @throws ProblemError `sql_syntax`, `statement_refused`, `name_taken`, `sql_parameter`
 */
export async function checkCell(
  connection: DuckDBConnection,
  sql: string,
  taken: TakenNames | null,
): Promise<readonly ReadyStatement[]> {
  // The engine's C interface would stop reading there.
  const nul = sql.indexOf("\0");
  if (nul >= 0) {
    throw problemAt(sql, nul, {
      code: "sql_syntax",
      message: "The text contains a NUL character.",
    });
  }
  const statements = splitStatements(sql).map((statement): CheckedStatement => {
    if (!taken) return { ...statement, shape: readStatement(statement.tokens) };
    return passed(sql, statement, checkText(statement, taken));
  });
  const ready: ReadyStatement[] = [];
  for (const statement of statements) {
    const parsed = await parse(connection, sql, statement);
    const types = taken && (await checkParsed(connection, sql, statement, parsed, taken));
    ready.push({ ...statement, parsed, types });
  }
  await assertSameSplit(connection, sql, ready);
  return ready;
}

/** Checks what needs the engine's parser, and gives the types the statement's parts may have. */
async function checkParsed(
  connection: DuckDBConnection,
  sql: string,
  statement: CheckedStatement,
  parsed: DuckDBExtractedStatements,
  taken: TakenNames,
): Promise<ReadonlySet<StatementType>> {
  const { verb, word } = statement.shape;
  if (verb === null) {
    throw problemAt(sql, statement.start, refused(word, "Use SELECT, INSERT, CREATE TABLE, …"));
  }
  const inner = verb === "EXPLAIN" ? explained(statement) : null;
  if (inner) {
    const innerStatement = passed(sql, inner, checkText(inner, taken));
    const innerParsed = await parse(connection, sql, inner);
    const types = await checkParsed(connection, sql, innerStatement, innerParsed, taken);
    return new Set([...types, StatementType.EXPLAIN]);
  }
  const called = await forbiddenTableFunction(connection, statement);
  if (called !== null) {
    const next = called.startsWith("read_")
      ? "To read a file, declare it under sources:."
      : "Sources and named results are what a cell reads.";
    throw problemAt(sql, statement.start, refused(`${called}()`, next));
  }
  const types = typesOf[verb];
  if (parsed.count === 1) return new Set(types);
  if (statement.tokens.some((token) => isWord(token, ...pivots))) {
    return new Set([...types, StatementType.CREATE, StatementType.TRANSACTION]);
  }
  throw problemAt(sql, statement.start, unclear);
}

const pivots = ["PIVOT", "PIVOT_WIDER", "PIVOT_LONGER", "UNPIVOT"];

const typesOf: Readonly<Record<Verb, readonly StatementType[]>> = {
  QUERY: [StatementType.SELECT],
  INSERT: [StatementType.INSERT],
  UPDATE: [StatementType.UPDATE],
  DELETE: [StatementType.DELETE],
  MERGE: [StatementType.MERGE_INTO],
  CREATE: [StatementType.CREATE],
  ALTER: [StatementType.ALTER],
  DROP: [StatementType.DROP],
  EXPLAIN: [StatementType.EXPLAIN],
};

const unclear: Problem = refused(
  "This text",
  "It cannot be told where its statements end; write each into a cell of its own.",
);

async function parse(
  connection: DuckDBConnection,
  sql: string,
  statement: SqlStatement,
): Promise<DuckDBExtractedStatements> {
  try {
    return await connection.extractStatements(statement.text);
  } catch (error) {
    throw classify(error, { sql, text: statement.text, start: statement.start });
  }
}

/** What was checked is what the engine would have run had it been given the whole text. */
async function assertSameSplit(
  connection: DuckDBConnection,
  sql: string,
  ready: readonly ReadyStatement[],
): Promise<void> {
  if (ready.length < 2) return;
  const whole = await connection.extractStatements(sql).catch(() => ({ count: 0 }));
  const count = ready.reduce((sum, statement) => sum + statement.parsed.count, 0);
  if (whole.count !== count) throw problemAt(sql, 0, unclear);
}

function passed(
  sql: string,
  statement: SqlStatement,
  checked: CheckedStatement | Problem,
): CheckedStatement {
  if ("shape" in checked) return checked;
  throw problemAt(sql, statement.start, checked);
}

function problemAt(sql: string, offset: number, problem: Problem): ProblemError {
  return new ProblemError({ ...problem, place: placeAt(sql, offset) });
}
