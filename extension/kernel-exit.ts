import type { Problem } from "../kernel/protocol/problem.ts";

/** Why a kernel process ended, from its exit code, its signal and the end of its error text. */
export function describeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  errorText: string,
): Problem {
  const again = "It was started again; named results are kept. Run the cell again.";
  // V8 says so on its way out, and aborts.
  if (/heap out of memory|allocation failed/i.test(errorText)) {
    return ended("The kernel ran out of memory", "Show or draw fewer rows.");
  }
  switch (signal) {
    case "SIGKILL":
      return ended("The kernel was killed (SIGKILL), perhaps because memory ran short", again);
    case "SIGSEGV":
    case "SIGBUS":
    case "SIGILL":
    case "SIGABRT":
    case "SIGFPE":
      return ended(`The query engine crashed (${signal})`, again);
    case null:
      return ended(`The kernel ended unexpectedly (exit code ${code ?? "unknown"})`, again);
    default:
      return ended(`The kernel was ended from outside (${signal})`, again);
  }
}

export function notStarted(error: Error): Problem {
  const code = "code" in error ? ` (${String(error.code)})` : "";
  return {
    code: "kernel_unavailable",
    message: `The kernel could not be started or reached${code}.`,
    next: "Restart the kernel; if that does not help, restart the editor.",
  };
}

function ended(message: string, next: string): Problem {
  return { code: "kernel_ended", message: `${message}.`, next };
}
