/** What is wrong with a text by the engine's own parser and binder. Nothing is run for it. */

import type { DuckDBConnection } from "@duckdb/node-api";
import { isSame } from "../language/names.ts";
import { readTokens, type Token } from "../language/sql-tokens.ts";
import type { Problem } from "../protocol/problem.ts";
import type { TakenNames } from "./allowed-statements.ts";
import { checkCell, type ReadyStatement } from "./check-cell.ts";
import { classify, unknownName, type UnknownName } from "./engine-error.ts";
import { readStatement } from "./statement-grammar.ts";
import { offsetAt } from "./text-position.ts";

export interface TextFault {
  /** In UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly problem: Problem;
  /** What the engine does not know and what may have been meant; null for a fault of another kind. */
  readonly unknown: UnknownName | null;
}

export interface FaultSearch {
  readonly taken: TakenNames;
  /** Whether all tables are there that the text reads. */
  readonly binds: boolean;
}

/** The first fault; null where there is none that can be told without running the text. */
export async function faultIn(
  connection: DuckDBConnection,
  sql: string,
  { taken, binds }: FaultSearch,
): Promise<TextFault | null> {
  let statements: readonly ReadyStatement[];
  try {
    statements = await checkCell(connection, sql, taken);
  } catch (error) {
    return fault(error, sql, 0);
  }
  for (const { text, start, tokens, parsed } of binds ? statements : []) {
    // What another statement would make is not there to be read by the next.
    if (readStatement(tokens).verb !== "QUERY" || parsed.count !== 1) return null;
    try {
      const prepared = await parsed.prepare(0);
      prepared.destroySync();
    } catch (error) {
      return fault(classify(error, { sql, text, start }), sql, start);
    }
  }
  return null;
}

/** @param start  of the statement, for an error that names no place in it */
function fault(error: unknown, sql: string, start: number): TextFault {
  const { problem } = classify(error);
  const { line, character } = problem.place ?? {};
  const unknown = unknownName(error);
  const isPlaced = line !== undefined && character !== undefined;
  const at = isPlaced ? offsetAt(sql, line, character) : start;
  const token = isPlaced ? tokenAt(sql, at, unknown) : tokenFrom(sql, at, unknown);
  const { place: _, ...said } = problem;
  return { start: token?.start ?? at, end: token?.end ?? at, problem: said, unknown };
}

/** For some errors the engine knows no place. */
function tokenFrom(sql: string, start: number, unknown: UnknownName | null): Token | undefined {
  const tokens = readTokens(sql).tokens.filter((token) => token.start >= start);
  return tokens.find(({ value }) => unknown && isSame(value, unknown.name)) ?? tokens[0];
}

/** The engine points at the start of `table.column`, whichever part it does not know. */
function tokenAt(sql: string, offset: number, unknown: UnknownName | null): Token | undefined {
  const { tokens } = readTokens(sql);
  const first = tokens.findIndex(({ end }) => end > offset);
  if (first < 0) return tokens.at(-1);
  const path = [tokens[first]];
  for (let at = first; tokens[at + 1]?.value === "."; at += 2) path.push(tokens[at + 2]);
  return path.find((part) => part && unknown && isSame(part.value, unknown.name)) ?? path[0];
}
