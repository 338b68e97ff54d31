import type { Problem } from "../protocol/problem.ts";
import { describeProblem } from "../protocol/problem.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** Stands where a result would: what went wrong, where, and what to do. */
export function problemBox({ next, ...problem }: Problem): Markup {
  return markup`<div class="problem"><p><b>No result here.</b> ${describeProblem(problem)}</p>${next === undefined ? null : markup`<p>${next}</p>`}</div>
`;
}
