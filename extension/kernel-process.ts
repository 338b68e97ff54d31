import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import type {
  KernelApi,
  KernelMethod,
  KernelResult,
  RunProgress,
} from "../kernel/protocol/calls.ts";
import { garbled, KernelChannel } from "../kernel/protocol/channel.ts";
import type { Problem } from "../kernel/protocol/problem.ts";
import { describeExit, notStarted } from "./kernel-exit.ts";

export interface KernelProgram {
  /** The script to fork. */
  readonly entry: string;
  /** Between two heartbeats, and until one is missed; five seconds unless told. */
  readonly heartbeatMs?: number;
}

export interface KernelListener {
  /** The process is gone, for whatever reason but `dispose`. Everything pending has been rejected. */
  ended(reason: Problem): void;
  /** Whether it answers its heartbeat. */
  answering(isAnswering: boolean): void;
  progress(progress: RunProgress): void;
  /** What the cell that runs has printed so far. */
  printed(text: string): void;
  /** A line for the log. */
  log(line: string): void;
}

const usualMs = 5_000;
const farewellMs = 2_500;
const keptErrorText = 4_096;

/** A running kernel process. Every call settles: by its answer, or by the end of the process. */
export class KernelProcess {
  readonly #child: ChildProcess;
  readonly #listener: KernelListener;
  readonly #channel: KernelChannel;
  readonly #heart: NodeJS.Timeout;
  readonly #heartbeatMs: number;
  #errorText = "";
  #over = false;

  constructor({ entry, heartbeatMs = usualMs }: KernelProgram, listener: KernelListener) {
    this.#heartbeatMs = heartbeatMs;
    this.#listener = listener;
    this.#child = fork(entry, [], {
      serialization: "advanced",
      // None of the editor's own, such as --inspect.
      execArgv: [],
      env: kernelEnvironment(process.env),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#channel = new KernelChannel(
      (call) =>
        void this.#child.send(call, (error) => {
          if (error) this.#end(notStarted(error));
        }),
      (event) => {
        if (event.name === "progress") listener.progress(event.value);
        else listener.printed(event.value.text);
      },
    );
    this.#child.on("message", (message) => {
      if (!this.#channel.receive(message)) this.kill(garbled);
    });
    this.#child.on("error", (error) => this.#end(notStarted(error)));
    this.#child.on("exit", (code, signal) =>
      this.#end(describeExit(code, signal, this.#errorText)),
    );
    // A child that lets go of its channel is ending; one that hangs on the way out is helped.
    this.#child.on("disconnect", () => this.#killLater());
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errorText = (this.#errorText + text).slice(-keptErrorText);
      listener.log(text.trimEnd());
    });
    this.#heart = setInterval(() => void this.#beat(), heartbeatMs);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  call<Method extends KernelMethod>(
    method: Method,
    ...params: Parameters<KernelApi[Method]>
  ): Promise<KernelResult<Method>> {
    return this.#channel.call(method, ...params);
  }

  /** Ends the process at once; what is pending is rejected with `reason`. */
  kill(reason: Problem): void {
    this.#child.kill("SIGKILL");
    this.#end(reason);
  }

  /** Lets the process close its database and end; it is killed where that takes too long. */
  dispose(): void {
    this.#over = true;
    clearInterval(this.#heart);
    this.#channel.close({ code: "kernel_ended", message: "The kernel was closed." });
    if (this.#child.connected) this.#child.disconnect();
    this.#killLater();
  }

  #killLater(): void {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), farewellMs);
    timer.unref();
    this.#child.once("exit", () => clearTimeout(timer));
  }

  async #beat(): Promise<void> {
    const late = setTimeout(() => this.#listener.answering(false), this.#heartbeatMs);
    try {
      await this.#channel.call("ping");
      this.#listener.answering(true);
    } catch {
      // The process ended, which #end tells.
    } finally {
      clearTimeout(late);
    }
  }

  #end(reason: Problem): void {
    clearInterval(this.#heart);
    this.#channel.close(reason);
    if (this.#over) return;
    this.#over = true;
    this.#listener.ended(reason);
  }
}

const passedOn =
  /^(PATH|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|TMPDIR|TEMP|TMP|LANG|LC_.*|SYSTEMROOT|WINDIR|APPDATA|LOCALAPPDATA|XDG_.*)$/i;

/** What a kernel needs of the environment; tokens and keys of the editor's shell are none of it. */
function kernelEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => passedOn.test(name)));
}
