import { ProblemError } from "../protocol/problem.ts";
import { Job } from "./job.ts";

/** Whose turn it is at a connection: calls queue, and each leaves before the next enters. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #current: Job | null = null;
  #ended = false;

  get current(): Job | null {
    return this.#current;
  }

  /** Waits for those before. @throws ProblemError `interrupted` once the turns have ended */
  async enter(): Promise<Job> {
    const before = this.#last;
    const job = new Job();
    this.#last = before.then(() => job.left);
    await before;
    if (this.#ended) {
      job.leave();
      throw new ProblemError({ code: "interrupted", message: "The session was closed." });
    }
    this.#current = job;
    return job;
  }

  leave(job: Job): void {
    job.leave();
    if (this.#current === job) this.#current = null;
  }

  /** From now on nobody enters; settles when all have left. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#last;
  }
}
