import { stopped } from "../session/job.ts";
import { unlessStopped } from "../session/unless-stopped.ts";

/** One thing after the other, in the order in which it was asked for. */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();
  /** Replaced at each stop, which ends what was asked for before it and nothing after. */
  #stopping = new AbortController();
  /** What is read now or waits to be, each with the result that it is of. */
  readonly #reading = new Map<AbortController, string>();

  add<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const { signal } = this.#stopping;
    const run = this.#last.then(() => work(signal));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Settles at once where it is stopped while it waits for its turn. */
  read<Result>(result: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const reading = new AbortController();
    const { signal } = reading;
    this.#reading.set(reading, result);
    const run = this.add(() => {
      if (signal.aborted) throw stopped();
      return work(signal);
    });
    return unlessStopped(run, signal, stopped).finally(() => this.#reading.delete(reading));
  }

  /** Ends what is read of a result, running or waiting. */
  stopReading(result: string): void {
    for (const [reading, of] of this.#reading) if (of === result) reading.abort();
  }

  /** Ends all that was asked for; settles once it has ended. */
  async stop(): Promise<void> {
    for (const reading of this.#reading.keys()) reading.abort();
    this.#stopping.abort();
    this.#stopping = new AbortController();
    await this.#last;
  }
}
