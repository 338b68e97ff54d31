import { basename, dirname, resolve } from "node:path";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { ProblemError } from "../protocol/problem.ts";

/**
 * An export never takes the place of what it is made from.
 *
 * @throws ProblemError `not_writable`
 */
export function refuseInputs(path: string, notebook: string, settings: FrontMatter | null): void {
  const named = [
    ...(settings?.sources ?? []).flatMap((source) => source.path),
    ...(settings?.include ?? []),
    ...(settings?.plugins ?? []),
  ];
  const inputs = named.map((each) => resolve(dirname(notebook), each));
  if (![resolve(notebook), ...inputs].includes(resolve(path))) return;
  throw new ProblemError({
    code: "not_writable",
    message: "This file is the notebook itself or one of its exports",
    place: { file: basename(path) },
    next: "Choose another file.",
  });
}
