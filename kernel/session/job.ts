import { ProblemError } from "../protocol/problem.ts";

/** One call's turn at the session's connection. */
export class Job {
  stopped = false;
  /** Inside the engine at this moment. */
  busy = false;
  /** Its rows are read by somebody else, at their own pace. */
  handedOver = false;
  reminder: NodeJS.Timeout | undefined;
  readonly left: Promise<void>;
  #resolve: () => void = () => undefined;

  constructor() {
    this.left = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  async call<T>(engineCall: () => Promise<T>): Promise<T> {
    if (this.stopped) throw stopped();
    this.busy = true;
    try {
      return await engineCall();
    } finally {
      this.busy = false;
    }
  }

  leave(): void {
    clearInterval(this.reminder);
    this.#resolve();
  }
}

export function stopped(): ProblemError {
  return new ProblemError({ code: "interrupted", message: "The query was stopped." });
}
