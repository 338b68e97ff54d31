import type { Problem } from "../protocol/problem.ts";

/** A line of the front matter counts in its file, after the `---`; an editor shows the cell alone. */
export function inEditor(problem: Problem, notebookPath: string): Problem {
  const { file, line, ...place } = problem.place ?? {};
  if (file !== notebookPath) return problem;
  return {
    ...problem,
    place: line === undefined ? place : { ...place, line: Math.max(1, line - 1) },
  };
}
