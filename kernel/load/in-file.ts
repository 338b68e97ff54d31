import { ProblemError } from "../protocol/problem.ts";

/** A problem that came up where the file's name was not known, with it; any other error as it is. */
export function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof ProblemError) || error.problem.place?.file !== undefined) return error;
  const { problem } = error;
  return new ProblemError({ ...problem, place: { file, ...problem.place } }, { cause: error });
}
