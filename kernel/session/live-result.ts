import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult, DuckDBType } from "@duckdb/node-api";
import type { ReadyStatement } from "./check-cell.ts";
import type { Job } from "./job.ts";
import { stopped } from "./job.ts";
import type { Parameters } from "./parameters.ts";
import type { QueryResult, ResultColumn, ResultStream } from "./result.ts";
import { changedRows, columnsOf, hasFailed, hasRows, typesOf } from "./result.ts";
import type { EngineCall } from "./run-statement.ts";
import { runStatement, streamFailure } from "./run-statement.ts";
import type { Value } from "./values.ts";
import { rowsOf } from "./values.ts";

interface Cell {
  readonly connection: DuckDBConnection;
  readonly sql: string;
  readonly parameters: Parameters;
}

/** A statement's result, whose rows stay in the engine until they are read. */
export class LiveResult {
  readonly #job: Job;
  readonly #cell: Cell;
  readonly #statement: ReadyStatement;
  readonly #result: DuckDBResult;

  private constructor(job: Job, cell: Cell, statement: ReadyStatement, result: DuckDBResult) {
    this.#job = job;
    this.#cell = cell;
    this.#statement = statement;
    this.#result = result;
  }

  /** Runs one statement of a cell. */
  static async of(job: Job, cell: Cell, statement: ReadyStatement): Promise<LiveResult> {
    const { sql, parameters } = cell;
    const result = await runStatement(statement, sql, parameters, (call) => job.call(call));
    return new LiveResult(job, cell, statement, result);
  }

  get columns(): readonly ResultColumn[] {
    return columnsOf(this.#result);
  }

  get types(): readonly DuckDBType[] {
    return typesOf(this.#result);
  }

  async *chunks(): ResultStream["chunks"] {
    if (!hasRows(this.#result)) return;
    for (let chunk = await this.#next(); chunk; chunk = await this.#next()) yield chunk;
  }

  async collect(limit: number): Promise<QueryResult> {
    const { columns } = this;
    if (!hasRows(this.#result)) {
      const changed = await changedRows(this.#result);
      return { columns, rows: [], cut: false, total: 0, changed };
    }
    const rows: Value[][] = [];
    for await (const chunk of this.chunks()) {
      rows.push(...rowsOf(chunk));
      if (rows.length > limit) break;
    }
    if (rows.length <= limit) {
      return { columns, rows, cut: false, total: rows.length, changed: null };
    }
    await this.abandon();
    return { columns, rows: rows.slice(0, limit), cut: true, total: null, changed: null };
  }

  /** Reads rows nobody asked for to their end, because only then it is known not to fail. */
  async drain(): Promise<void> {
    if (!hasRows(this.#result)) return;
    while (await this.#next());
  }

  /** Leaves the rows that are not read: another statement ends the stream and its transaction. */
  async abandon(): Promise<void> {
    await this.#cell.connection.run("SELECT 1");
  }

  async #next(): Promise<DuckDBDataChunk | null> {
    const engineCall: EngineCall = (call) => this.#job.call(call);
    const chunk = await engineCall(() => this.#result.fetchChunk());
    if (this.#job.stopped) throw stopped();
    if (chunk && chunk.rowCount > 0) return chunk;
    if (!hasFailed(this.#result)) return null;
    const { connection, sql, parameters } = this.#cell;
    throw await streamFailure(connection, this.#statement, sql, parameters, engineCall);
  }
}
