import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { ProblemError } from "../protocol/problem.ts";
import { checkCell } from "./check-cell.ts";
import type { ColumnFunction } from "./column-function.ts";
import { registerFunction } from "./column-function.ts";
import { classify } from "./engine-error.ts";
import type { Engine, SessionOptions } from "./engine.ts";
import { openEngine } from "./engine.ts";
import type { Job } from "./job.ts";
import { LiveResult } from "./live-result.ts";
import type { Parameters } from "./parameters.ts";
import type { QueryResult, ResultStream } from "./result.ts";
import type { TextFault } from "./text-fault.ts";
import { faultIn } from "./text-fault.ts";
import { Turns } from "./turns.ts";

export interface RunOptions {
  /** Rows of the last result to keep; all by default. */
  readonly rowLimit?: number;
  /** For statements the kernel writes: any kind of statement, within the lock-down. */
  readonly trusted?: boolean;
}

const nothing: QueryResult = { columns: [], rows: [], cut: false, total: 0, changed: null };

/**
 * One notebook's engine, locked down to its sources. Calls queue and run in order, each of them
 * settles, and every rejection is a ProblemError.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #turns = new Turns();
  #engine: Engine | null;
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
  run(sql: string, parameters: Parameters = {}, options: RunOptions = {}): Promise<QueryResult> {
    return this.#inTurn(async (job) => {
      const last = await this.#runToLast(job, sql, parameters, options);
      return last ? last.collect(options.rowLimit ?? Infinity) : nothing;
    });
  }

  /** Like run(), with the last result's rows as they come. The session waits until they are read. */
  async stream(
    sql: string,
    parameters: Parameters = {},
    options: RunOptions = {},
  ): Promise<ResultStream> {
    const job = await this.#turns.enter();
    try {
      const last = await this.#runToLast(job, sql, parameters, options);
      job.handedOver = true;
      const { columns, types } = last ?? { columns: [], types: [] };
      return { columns, types, chunks: this.#chunks(job, last) };
    } catch (error) {
      const problem = await this.#recover(job, error);
      this.#turns.leave(job);
      throw problem;
    }
  }

  /** Work of the kernel's own on the connection, in its turn among the calls. */
  use<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    return this.#onEngine(({ connection }) => work(connection));
  }

  /** What is wrong with a text; it is not run. @param binds  whether all tables are there that it reads */
  faultIn(sql: string, binds: boolean): Promise<TextFault | null> {
    return this.#onEngine(({ connection, taken }) => faultIn(connection, sql, { taken, binds }));
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
    const job = this.#turns.current;
    if (!job || job.stopped) return;
    job.stopped = true;
    if (job.handedOver && !job.busy) {
      this.#turns.leave(job);
      return;
    }
    const connection = this.#engine?.connection;
    connection?.interrupt();
    // The engine clears the request when a statement starts, so one sent just before is lost.
    job.reminder = setInterval(() => connection?.interrupt(), 20);
  }

  /** How far the running query is, 0–1, or null where the engine cannot tell. */
  progress(): number | null {
    const progress = this.#turns.current?.busy ? this.#engine?.connection.progress : null;
    const percentage = progress?.percentage ?? -1;
    return percentage < 0 ? null : Math.min(percentage / 100, 1);
  }

  /** Ends the running call and those behind it, closes the engine, removes the scratch folder. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const ended = this.#turns.end();
    this.interrupt();
    await ended;
    this.#engine?.close();
    this.#engine = null;
    await rm(this.#options.scratch, { recursive: true, force: true });
  }

  async #open(): Promise<Engine> {
    this.#engine ??= await openEngine(this.#options);
    return this.#engine;
  }

  async #inTurn<Result>(work: (job: Job) => Promise<Result>): Promise<Result> {
    const job = await this.#turns.enter();
    try {
      return await work(job);
    } catch (error) {
      throw await this.#recover(job, error);
    } finally {
      this.#turns.leave(job);
    }
  }

  #onEngine<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    return this.#inTurn(async (job) => {
      const engine = await this.#open();
      return job.call(() => work(engine));
    });
  }

  async #runToLast(
    job: Job,
    sql: string,
    parameters: Parameters,
    { trusted = false }: RunOptions,
  ): Promise<LiveResult | null> {
    const { connection, taken } = await this.#open();
    const statements = await checkCell(connection, sql, trusted ? null : taken);
    let last: LiveResult | null = null;
    for (const statement of statements) {
      await last?.drain();
      last = await LiveResult.of(job, { connection, sql, parameters }, statement);
    }
    return last;
  }

  async *#chunks(job: Job, last: LiveResult | null): ResultStream["chunks"] {
    let ended = false;
    try {
      if (last) yield* last.chunks();
      ended = true;
    } catch (error) {
      ended = true;
      throw await this.#recover(job, error);
    } finally {
      if (!ended && !job.stopped) await last?.abandon();
      this.#turns.leave(job);
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
    if (job !== this.#turns.current || !this.#engine) return problem;
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
