import type {
  CellResult,
  KernelApi,
  KernelMethod,
  KernelResult,
  NotebookState,
  OpenRequest,
  RunCellRequest,
  StaleCell,
  StaleRequest,
} from "../kernel/protocol/calls.ts";
import type { ParameterInput } from "../kernel/protocol/output.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { ProblemError } from "../kernel/protocol/problem.ts";
import type { KernelProgram } from "./kernel-process.ts";
import { KernelProcess } from "./kernel-process.ts";

export type KernelState = "off" | "starting" | "ready" | "busy" | "stopping" | "silent";

export interface NotebookKernelOptions {
  readonly program: KernelProgram;
  readonly open: () => OpenRequest;
  /** Asked at every start; throws a ProblemError where none may be started. */
  readonly allow: () => void;
  readonly log: (line: string) => void;
  readonly changed: () => void;
}

type ReadMethod = "readPage" | "summariseColumn" | "stopReading";

const gone: Problem = {
  code: "result_gone",
  message: "This result is no longer there",
  next: "Run the cell again.",
};

const stopMs = 2_000;

const stoppedEarly: Problem = {
  code: "interrupted",
  message: "The cell was stopped before it began.",
};

/** One notebook's kernel over the processes it goes through: started when needed, again after a crash. */
export class NotebookKernel {
  readonly #options: NotebookKernelOptions;
  #process: KernelProcess | null = null;
  #ready: Promise<KernelProcess> | null = null;
  #state: KernelState = "off";
  #running = 0;
  /** Replaced at each stop: what was asked for before it does not begin any more. */
  #stopping = new AbortController();
  #setupText: string | null = null;
  /** What a load is working on, while a cell runs. */
  progress: string | null = null;
  /** Told what the cell that runs has printed so far. */
  #printed: (text: string) => void = () => undefined;

  constructor(options: NotebookKernelOptions) {
    this.#options = options;
  }

  get state(): KernelState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Whether the setup cell has yet to run, as it is now, in the process that runs now. */
  needsSetup(setupText: string): boolean {
    return this.#process === null || this.#setupText !== setupText;
  }

  /**
   * @param printed  told what the cell has printed so far, while it runs
   * @throws ProblemError where no kernel can be started, and when the process ends meanwhile
   */
  async runCell(
    request: RunCellRequest,
    printed: (text: string) => void = () => undefined,
  ): Promise<CellResult> {
    this.#printed = printed;
    const result = await this.use("runCell", request);
    const cell = request.cells[request.index];
    const failed = result.outputs.some(({ output }) => output.kind === "error");
    if (cell?.kind === "setup" && !failed) this.#setupText = cell.text;
    return result;
  }

  /**
   * Has the kernel do something, started first where none runs.
   *
   * @throws ProblemError where no kernel can be started, and when the process ends meanwhile
   */
  async use<Method extends KernelMethod>(
    method: Method,
    ...params: Parameters<KernelApi[Method]>
  ): Promise<KernelResult<Method>> {
    this.#running++;
    const { signal } = this.#stopping;
    try {
      const kernel = await unlessAborted(this.#start(), signal);
      if (this.#state === "ready") this.#set("busy");
      return await kernel.call(method, ...params);
    } finally {
      this.#running--;
      this.progress = null;
      if (this.#running === 0 && this.#process && this.#state === "busy") this.#set("ready");
    }
  }

  /** The stale cells; null where no kernel is there to tell, which is not worth starting one. */
  async staleCells(request: StaleRequest): Promise<readonly StaleCell[] | null> {
    if (!this.#ready || this.#state === "starting") return null;
    return await (await this.#ready).call("staleCells", request);
  }

  /** @throws ProblemError for a wrong value, or where no kernel can be started */
  async parameters(state: NotebookState): Promise<readonly ParameterInput[]> {
    return await (await this.#start()).call("parameters", state);
  }

  /** Asks a kernel that runs, which is not work that shows; null where none runs or it ends meanwhile. */
  async ask<Method extends "outline" | "report" | "check" | "textMarks">(
    method: Method,
    ...params: Parameters<KernelApi[Method]>
  ): Promise<KernelResult<Method> | null> {
    if (!this.#process || this.#state === "starting") return null;
    return this.#process.call(method, ...params).catch(() => null);
  }

  /**
   * Asks of a result that a cell has shown. No process is started for it: a new one has no results.
   *
   * @throws ProblemError `result_gone`, and what the kernel says
   */
  async read<Method extends ReadMethod>(
    method: Method,
    ...params: Parameters<KernelApi[Method]>
  ): Promise<KernelResult<Method>> {
    if (!this.#process) throw new ProblemError(gone);
    return this.#process.call(method, ...params);
  }

  /** Stops what runs. A process that does not confirm in time is killed and started again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    const kernel = this.#process;
    if (!kernel || this.#state === "starting") return;
    this.#set("stopping");
    const late = setTimeout(() => {
      kernel.kill({
        code: "interrupted",
        message: "The cell did not stop within two seconds, so its kernel was ended.",
        next: "It was started again; named results are kept.",
      });
    }, stopMs);
    try {
      await kernel.call("stop");
      if (this.#process === kernel) this.#set(this.#running > 0 ? "busy" : "ready");
    } catch (error) {
      // It ended instead, which stops as well.
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      clearTimeout(late);
    }
  }

  /** @throws ProblemError where no kernel can be started */
  async restart(): Promise<void> {
    this.dispose();
    await this.#start();
  }

  /** Ends the process. A later run starts another. */
  dispose(): void {
    this.#process?.dispose();
    this.#forget();
  }

  #start(): Promise<KernelProcess> {
    if (this.#ready) return this.#ready;
    const ready = this.#launch();
    this.#ready = ready;
    ready.catch(() => {
      // Not where another one was started meanwhile.
      if (this.#ready === ready) this.dispose();
    });
    return ready;
  }

  async #launch(): Promise<KernelProcess> {
    const { program, open, allow, log } = this.#options;
    allow();
    const kernel = new KernelProcess(program, {
      ended: ({ message }) => {
        log(message);
        if (this.#process === kernel) this.#ended();
      },
      answering: (isAnswering) => this.#heard(isAnswering),
      progress: ({ what, share }) => {
        this.progress = share === null ? what : `${what} ${Math.round(share * 100)} %`;
        this.#options.changed();
      },
      printed: (text) => this.#printed(text),
      log,
    });
    this.#process = kernel;
    this.#set("starting");
    const { engine } = await kernel.call("open", open());
    log(`kernel ${kernel.pid} with DuckDB ${engine}`);
    this.#set("ready");
    return kernel;
  }

  /** Started again only if it ended under a cell: one that cannot live is not tried for ever. */
  #ended(): void {
    const again = this.#running > 0 && this.#state !== "starting";
    this.#forget();
    if (again) this.#start().catch(() => undefined);
  }

  #forget(): void {
    this.#process = null;
    this.#ready = null;
    this.#setupText = null;
    this.#set("off");
  }

  #heard(isAnswering: boolean): void {
    if (!isAnswering) this.#set("silent");
    else if (this.#state === "silent") this.#set(this.#running > 0 ? "busy" : "ready");
  }

  #set(state: KernelState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.changed();
  }
}

function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new ProblemError(stoppedEarly)), { once: true });
    work.then(resolve, reject);
  });
}
