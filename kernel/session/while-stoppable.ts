import { stopped } from "./job.ts";

/** Runs work whose queries the signal stops, those that it has yet to start included. */
export async function whileStoppable<Result>(
  engine: { interrupt(): void },
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw stopped();
  let repeating: NodeJS.Timeout | undefined;
  const stop = (): void => {
    engine.interrupt();
    // The engine clears the request when a statement starts, so one sent just before is lost.
    repeating = setInterval(() => engine.interrupt(), 20);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener("abort", stop);
    clearInterval(repeating);
  }
}
