import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";
import { ProblemError } from "../protocol/problem.ts";
import type { ReadyStatement } from "./check-cell.ts";
import { checkCell } from "./check-cell.ts";
import type { ColumnFunction } from "./column-function.ts";
import { registerFunction } from "./column-function.ts";
import { classify } from "./engine-error.ts";
import type { Engine, SessionOptions } from "./engine.ts";
import { openEngine } from "./engine.ts";
import { Job, stopped } from "./job.ts";
import type { Parameters } from "./parameters.ts";
import type { QueryResult, ResultStream } from "./result.ts";
import { changedRows, columnsOf, hasFailed, hasRows, typesOf } from "./result.ts";
import type { EngineCall } from "./run-statement.ts";
import { runStatement, streamFailure } from "./run-statement.ts";
import type { TextFault } from "./text-fault.ts";
import { faultIn } from "./text-fault.ts";
import type { Value } from "./values.ts";
import { rowsOf } from "./values.ts";

export interface RunOptions {
  /** Rows of the last result to keep; all by default. */
  readonly rowLimit?: number;
  /** For statements the kernel writes: any kind of statement, within the lock-down. */
  readonly trusted?: boolean;
}

/**
 * One notebook's engine, locked down to its sources. Calls queue and run in order, each of them
 * settles, and every rejection is a ProblemError.
 */
export class Session {
  readonly #options: SessionOptions;
  #engine: Engine | null;
  #queue: Promise<void> = Promise.resolve();
  #job: Job | null = null;
  #closing: Promise<void> | null = null;

  private constructor(options: SessionOptions, engine: Engine) {
    this.#options = options;
    this.#engine = engine;
  }

  static async open(options: SessionOptions): Promise<Session> {
    return new Session(options, await openEngine(options));
  }

  /** Absolute path of the one folder that statements of the kernel's own may write into. */
  get scratch(): string {
    return resolve(this.#options.scratch);
  }

  /** Runs all statements of a cell and gives the last one's result. A text without any gives no columns. */
  async run(
    sql: string,
    parameters: Parameters = {},
    options: RunOptions = {},
  ): Promise<QueryResult> {
    const job = await this.#enter();
    try {
      const last = await this.#runToLast(job, sql, parameters, options.trusted ?? false);
      if (!last) return { columns: [], rows: [], cut: false, total: 0, changed: null };
      if (!hasRows(last.result)) {
        const changed = await changedRows(last.result);
        return { columns: [], rows: [], cut: false, total: 0, changed };
      }
      return await this.#collect(last, options.rowLimit ?? Infinity);
    } catch (error) {
      throw await this.#recover(job, error);
    } finally {
      this.#leave(job);
    }
  }

  /** Like run(), with the last result's rows as they come. The session waits until they are read. */
  async stream(
    sql: string,
    parameters: Parameters = {},
    options: RunOptions = {},
  ): Promise<ResultStream> {
    const job = await this.#enter();
    try {
      const last = await this.#runToLast(job, sql, parameters, options.trusted ?? false);
      job.handedOver = true;
      return {
        columns: last ? columnsOf(last.result) : [],
        types: last ? typesOf(last.result) : [],
        chunks: this.#chunks(job, last && hasRows(last.result) ? last : null),
      };
    } catch (error) {
      const problem = await this.#recover(job, error);
      this.#leave(job);
      throw problem;
    }
  }

  /** Work of the kernel's own on the connection, in its turn among the calls. */
  async use<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const job = await this.#enter();
    try {
      this.#engine ??= await openEngine(this.#options);
      const { connection } = this.#engine;
      return await job.call(() => work(connection));
    } catch (error) {
      throw await this.#recover(job, error);
    } finally {
      this.#leave(job);
    }
  }

  /** What is wrong with a text; it is not run. @param binds  whether all tables are there that it reads */
  async faultIn(sql: string, binds: boolean): Promise<TextFault | null> {
    const job = await this.#enter();
    try {
      this.#engine ??= await openEngine(this.#options);
      const { connection, taken } = this.#engine;
      return await job.call(() => faultIn(connection, sql, { taken, binds }));
    } catch (error) {
      throw await this.#recover(job, error);
    } finally {
      this.#leave(job);
    }
  }

  /**
   * Makes a function of the kernel's callable, under the name that a macro gives it. Where the engine
   * has it already, nothing is done.
   */
  async define(own: ColumnFunction, macro: string): Promise<void> {
    if (this.#engine?.functions.has(own.name)) return;
    await this.use(async (connection) => {
      registerFunction(connection, own);
      await connection.run(macro);
    });
    this.#engine?.functions.add(own.name);
  }

  /** Stops the call that runs now; it rejects with `interrupted`, and the calls behind it go on. */
  interrupt(): void {
    const job = this.#job;
    if (!job || job.stopped) return;
    job.stopped = true;
    if (job.handedOver && !job.busy) {
      this.#leave(job);
      return;
    }
    const connection = this.#engine?.connection;
    connection?.interrupt();
    // The engine clears the request when a statement starts, so one sent just before is lost.
    job.reminder = setInterval(() => connection?.interrupt(), 20);
  }

  /** How far the running query is, 0–1, or null where the engine cannot tell. */
  progress(): number | null {
    const percentage = this.#job?.busy ? (this.#engine?.connection.progress.percentage ?? -1) : -1;
    return percentage < 0 ? null : Math.min(percentage / 100, 1);
  }

  /** Ends the running call and those behind it, closes the engine, removes the scratch folder. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // Yields once, so that #closing is set for the calls in the queue.
    await Promise.resolve();
    this.interrupt();
    await this.#queue;
    this.#engine?.close();
    this.#engine = null;
    await rm(this.#options.scratch, { recursive: true, force: true });
  }

  async #enter(): Promise<Job> {
    const before = this.#queue;
    const job = new Job();
    this.#queue = before.then(() => job.left);
    await before;
    if (this.#closing) {
      job.leave();
      throw new ProblemError({ code: "interrupted", message: "The session was closed." });
    }
    this.#job = job;
    return job;
  }

  #leave(job: Job): void {
    job.leave();
    if (this.#job === job) this.#job = null;
  }

  async #runToLast(
    job: Job,
    sql: string,
    parameters: Parameters,
    trusted: boolean,
  ): Promise<LastResult | null> {
    this.#engine ??= await openEngine(this.#options);
    const { connection, taken } = this.#engine;
    const engineCall: EngineCall = (call) => job.call(call);
    const statements = await checkCell(connection, sql, trusted ? null : taken);
    let last: LastResult | null = null;
    for (const statement of statements) {
      const result = await runStatement(statement, sql, parameters, engineCall);
      last = { job, connection, result, statement, sql, parameters, engineCall };
      if (statement !== statements.at(-1)) await this.#drain(last);
    }
    return last;
  }

  /** Reads a result nobody asked for to its end, because only then it is known not to fail. */
  async #drain(last: LastResult): Promise<void> {
    if (!hasRows(last.result)) return;
    while (await nextChunk(last));
  }

  async #collect(last: LastResult, limit: number): Promise<QueryResult> {
    const rows: Value[][] = [];
    for await (const chunk of allChunks(last)) {
      rows.push(...rowsOf(chunk));
      if (rows.length > limit) break;
    }
    const cut = rows.length > limit;
    // Another statement ends the stream and its transaction.
    if (cut) await last.connection.run("SELECT 1");
    return {
      columns: columnsOf(last.result),
      rows: cut ? rows.slice(0, limit) : rows,
      cut,
      total: cut ? null : rows.length,
      changed: null,
    };
  }

  async *#chunks(job: Job, last: LastResult | null): ResultStream["chunks"] {
    let ended = false;
    try {
      if (last) yield* allChunks(last);
      ended = true;
    } catch (error) {
      ended = true;
      throw await this.#recover(job, error);
    } finally {
      // The loop was left early: another statement ends the stream and its transaction.
      if (!ended && !job.stopped) await last?.connection.run("SELECT 1");
      this.#leave(job);
    }
  }

  /**
   * After any failure: no transaction stays open, and an instance that no longer answers is
   * replaced by a new one on the same file.
   */
  async #recover(job: Job, error: unknown): Promise<ProblemError> {
    // From here on an interrupt would hit the repair.
    job.stopped = true;
    clearInterval(job.reminder);
    const problem = classify(error);
    // Whoever left early no longer owns the connection.
    if (job !== this.#job || !this.#engine) return problem;
    const { connection } = this.#engine;
    try {
      // Fails where no transaction is open, which is the usual case.
      await connection.run("ROLLBACK").catch(() => undefined);
      await connection.run("SELECT 1");
      if (problem.problem.code !== "engine_broken") return problem;
    } catch {
      // Falls through to the new instance.
    }
    this.#engine.close();
    this.#engine = null;
    if (!this.#closing) this.#engine = await openEngine(this.#options).catch(() => null);
    return new ProblemError(
      {
        code: "engine_broken",
        message: "The query engine stopped working and was started again.",
        next: "Named results are kept. Run the cell again.",
      },
      { cause: error },
    );
  }
}

interface LastResult {
  readonly job: Job;
  readonly connection: DuckDBConnection;
  readonly result: DuckDBResult;
  readonly statement: ReadyStatement;
  readonly sql: string;
  readonly parameters: Parameters;
  readonly engineCall: EngineCall;
}

async function* allChunks(last: LastResult): ResultStream["chunks"] {
  for (let chunk = await nextChunk(last); chunk; chunk = await nextChunk(last)) yield chunk;
}

async function nextChunk(last: LastResult): Promise<DuckDBDataChunk | null> {
  const { job, connection, result, statement, sql, parameters, engineCall } = last;
  const chunk = await engineCall(() => result.fetchChunk());
  if (job.stopped) throw stopped();
  if (chunk && chunk.rowCount > 0) return chunk;
  if (!hasFailed(result)) return null;
  throw await streamFailure(connection, statement, sql, parameters, engineCall);
}
