import { ProblemError } from "../../protocol/problem.ts";
import { missingNote } from "../notes.ts";
import type { PreparedChart } from "../prepare-chart.ts";
import type { DrawJob, DrawResult } from "../vega/draw.ts";
import { pushDown } from "./push-down.ts";
import type { SourceColumn } from "./relation.ts";
import { sourceRelation } from "./relation.ts";
import type { RunSql } from "./steps.ts";

/** A table that stays in the engine; what a chart takes from it is computed there. */
export interface EngineTable {
  /** Its name in SQL. */
  readonly table: string;
  readonly columns: readonly SourceColumn[];
  readonly run: RunSql;
}

/**
 * Draws a chart whose own table stays in the engine.
 *
 * @param job  its `tables` without rows of that table, or with a digest of them
 * @throws ProblemError `too_large`, and what the engine says
 */
export async function drawPushed(
  draw: (job: DrawJob) => Promise<DrawResult>,
  job: DrawJob,
  { name, readings }: PreparedChart["main"],
  { table, columns, run }: EngineTable,
): Promise<DrawResult> {
  const { relation, unreadable } = sourceRelation(table, columns, readings);
  const tables = new Map([...job.tables].filter(([dataset]) => dataset !== name));
  let failure: unknown;
  const drawn = await draw({
    ...job,
    tables,
    fill: (compiled, vega) =>
      pushDown(compiled, { name, relation, unreadable, run }, vega).catch((error: unknown) => {
        failure = error;
        throw error;
      }),
  });
  // Drawing makes a sentence of every error; those of the engine have a code and a way out.
  if (failure instanceof ProblemError) throw failure;
  return drawn;
}

/** Says, as `missingNotes` does, how many rows of a table in the engine have no place in the drawing. */
export async function missingInEngine(
  { readings, places }: PreparedChart["main"],
  rows: number,
  { table, columns, run }: EngineTable,
): Promise<string[]> {
  const notes = new Set<string>();
  const { relation } = sourceRelation(table, columns, readings);
  for (const { keys, names } of places) {
    const missing = keys.flatMap((key) => {
      const field = relation.fields.get(key);
      return field ? [`${field.column} IS NULL`] : [];
    });
    if (missing.length === 0) continue;
    const where = missing.join(" OR ");
    const [count] = await run(`SELECT count(*) FROM (${relation.sql}) WHERE ${where}`);
    if (Number(count?.[0]) > 0) notes.add(missingNote(Number(count?.[0]), rows, names));
  }
  return [...notes];
}
