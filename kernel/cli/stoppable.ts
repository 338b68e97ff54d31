import { ProblemError } from "../protocol/problem.ts";

/**
 * Runs work that Ctrl-C stops: the first one asks it to end, and it ends cleanly; a second one
 * ends the process at once.
 */
export async function stoppable<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (!controller.signal.aborted || error instanceof ProblemError) throw error;
    throw new ProblemError({ code: "interrupted", message: "It was stopped" }, { cause: error });
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
