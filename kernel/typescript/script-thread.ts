import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Parameters } from "../session/parameters.ts";
import type {
  CellMade,
  ColumnAnswer,
  ColumnCall,
  ColumnValues,
  FromThread,
  ThreadData,
  ToThread,
} from "./messages.ts";

export interface ThreadOptions {
  /** Absolute. */
  readonly notebookPath: string;
  /** What its values may take; a quarter of the machine's memory, at most 4 GB, unless told. */
  readonly memoryBytes?: number;
}

export interface CellRun {
  /** Answers a query of the cell's with an Arrow stream. */
  readonly query: (sql: string, parameters: Parameters) => Promise<Uint8Array>;
  /** All that the cell printed so far. */
  readonly printed: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

const sliceMs = 250;
/** A chunk of rows that takes longer would keep the kernel from hearing anything, Stop included. */
const mostSlices = 4;
/** A cell that only waits for SQL ends with it; what does not end by itself is ended. */
const graceMs = 150;
const watchMs = 100;

interface Running extends CellRun {
  readonly resolve: (made: CellMade) => void;
  readonly reject: (error: ProblemError) => void;
  /** Queries that are being answered. */
  open: number;
  /** What the process held when nothing but the cell began to add to it. */
  heldBytes: number;
}

let lastSerial = 0;

/** The thread that runs a notebook's TypeScript, from its start to its end. */
export class ScriptThread {
  /** Unlike that of any other thread of this process. */
  readonly serial = ++lastSerial;
  readonly #worker: Worker;
  readonly #columns;
  readonly #answered = new Int32Array(new SharedArrayBuffer(4));
  readonly #memoryBytes: number;
  #running: Running | null = null;
  #ended: Problem | null = null;

  constructor({ notebookPath, memoryBytes }: ThreadOptions) {
    this.#memoryBytes = memoryBytes ?? Math.min(4 * 1024 ** 3, totalmem() / 4);
    const { port1, port2 } = new MessageChannel();
    this.#columns = port1;
    const data: ThreadData = { notebookPath, columns: port2, answered: this.#answered.buffer };
    this.#worker = new Worker(workerFile(), {
      workerData: data,
      transferList: [port2],
      execArgv: ["--no-warnings"],
      // What is printed past the console is nobody's: the kernel's own output may be read by a program.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(this.#memoryBytes / 1024 ** 2) },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on("message", (message: FromThread) => this.#receive(message));
    this.#worker.on("error", (error) => this.#end(problemOfEnd(error)));
    this.#worker.on("exit", () => this.#end(endedByItself));
  }

  get isAlive(): boolean {
    return this.#ended === null;
  }

  /**
   * Runs a cell; one at a time.
   *
   * @throws ProblemError of the cell, `interrupted`, or why the thread ended
   */
  async run(
    message: Omit<Extract<ToThread, { type: "run" }>, "type">,
    cell: CellRun,
  ): Promise<CellMade> {
    if (this.#ended) throw new ProblemError(this.#ended);
    const run = new Promise<CellMade>((resolve, reject) => {
      const heldBytes = process.memoryUsage.rss();
      this.#running = { ...cell, resolve, reject, open: 0, heldBytes };
    });
    const stop = (): void => {
      const late = setTimeout(() => this.#end(stoppedCell), graceMs);
      void run.catch(() => undefined).finally(() => clearTimeout(late));
    };
    cell.signal?.addEventListener("abort", stop, { once: true });
    if (cell.signal?.aborted) stop();
    const watch = setInterval(() => this.#watchMemory(), watchMs);
    this.#post({ type: "run", ...message });
    try {
      return await run;
    } finally {
      clearInterval(watch);
      cell.signal?.removeEventListener("abort", stop);
      this.#running = null;
    }
  }

  /**
   * Computes a column over some rows, while this thread waits.
   *
   * @param id  of the column, for messages
   * @throws ProblemError `script_column` of the column; one that takes too long ends the thread
   */
  compute(call: ColumnCall, id: string): ColumnValues {
    if (this.#ended)
      throw new ProblemError({
        code: "script_column",
        message: `The column “${id}” is not there: ${this.#ended.message}`,
        next: "Run the cell that defines it again.",
      });
    Atomics.store(this.#answered, 0, 0);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#columns.postMessage(call);
    for (let slice = 0; Atomics.wait(this.#answered, 0, 0, sliceMs) === "timed-out"; slice++) {
      if (slice + 1 < mostSlices) continue;
      const problem = tooSlow(id, call.count);
      this.#end(problem);
      throw new ProblemError(problem);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is sent there
    const answer = receiveMessageOnPort(this.#columns)?.message as ColumnAnswer | undefined;
    if (!answer) throw new Error("a column's answer was announced and is not there");
    if ("problem" in answer) throw new ProblemError(answer.problem);
    return answer;
  }

  close(): void {
    this.#end({ code: "interrupted", message: "The notebook was closed." });
  }

  #receive(message: FromThread): void {
    const running = this.#running;
    if (!running) return;
    switch (message.type) {
      case "ask":
        void this.#answer(message, running);
        break;
      case "printed":
        running.printed(message.text);
        break;
      case "done":
        running.resolve(message.made);
        break;
      case "failed":
        running.reject(new ProblemError(message.problem));
        break;
    }
  }

  async #answer(
    { ask, sql, parameters }: Extract<FromThread, { type: "ask" }>,
    running: Running,
  ): Promise<void> {
    running.open++;
    try {
      const bytes = await running.query(sql, parameters);
      const { buffer } = bytes;
      const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
      this.#post({ type: "answer", ask, bytes }, isWhole ? [buffer] : []);
    } catch (error) {
      const problem =
        error instanceof ProblemError
          ? error.problem
          : ({ code: "internal", message: `The query failed: ${String(error)}` } as const);
      this.#post({ type: "refusal", ask, problem });
    } finally {
      running.open--;
      running.heldBytes = process.memoryUsage.rss();
    }
  }

  #post(message: ToThread, transfer: ArrayBuffer[] = []): void {
    if (this.#ended) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.#worker.postMessage(message, transfer);
  }

  /** The limit of a thread's heap leaves out its buffers, which typed arrays and Arrow are made of. */
  #watchMemory(): void {
    const running = this.#running;
    if (!running || running.open > 0) return;
    if (process.memoryUsage.rss() - running.heldBytes > this.#memoryBytes) this.#end(outOfMemory);
  }

  #end(problem: Problem): void {
    if (this.#ended) return;
    this.#ended = problem;
    this.#running?.reject(new ProblemError(problem));
    this.#columns.close();
    void this.#worker.terminate();
  }
}

/** Beside the program that runs, or where the build puts it when the sources run. */
function workerFile(): string {
  const here = import.meta.dirname;
  const beside = join(here, "script-worker.cjs");
  return existsSync(beside) ? beside : join(here, "../../dist/script-worker.cjs");
}

function problemOfEnd(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return outOfMemory;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "script_error",
    message: `The notebook's TypeScript ended: ${message.slice(0, 200)}`,
    next: rerun,
  };
}

const rerun = "Run the cells that define what you need again; tables are kept.";

const stoppedCell: Problem = {
  code: "interrupted",
  message: "The cell was stopped, and what TypeScript cells had exported besides tables is gone.",
};
const endedByItself: Problem = {
  code: "script_error",
  message: "The notebook's TypeScript ended by itself",
  next: rerun,
};
const outOfMemory: Problem = {
  code: "out_of_memory",
  message: "The cell needs more memory than TypeScript may use, so it was ended",
  next: "Aggregate or filter in SQL first. Tables are kept.",
};

function tooSlow(id: string, rows: number): Problem {
  return {
    code: "script_column",
    message: `The column “${id}” was ended: ${rows} rows took longer than ${(sliceMs * mostSlices) / 1000} s`,
    next: "Compute it once with addColumn() in its cell, or over fewer rows.",
  };
}
