import { stopped } from "./job.ts";
import type { Session } from "./session.ts";

/** Runs work whose queries the signal stops, those that it has yet to start included. */
export async function whileStoppable<Result>(
  session: Session,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw stopped();
  let repeating: NodeJS.Timeout | undefined;
  const stop = (): void => {
    session.interrupt();
    repeating = setInterval(() => session.interrupt(), 20);
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener("abort", stop);
    clearInterval(repeating);
  }
}
