/** What the work gives, or the error as soon as the signal stops it: the work then ends unattended. */
export function unlessStopped<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  stopped: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(stopped());
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject).then(() => signal?.removeEventListener("abort", stop));
  });
}
