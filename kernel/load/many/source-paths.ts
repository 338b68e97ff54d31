import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";
import { ProblemError } from "../../protocol/problem.ts";
import { byName } from "../container/name-order.ts";

/** Each is open until all are loaded, and an operating system gives a process some 1,000. */
const mostFiles = 500;
const deepest = 20;

/**
 * The files that paths and patterns name, each once, in a stable order: as given, and what a pattern
 * matches by name, links left out. `*` and `?` stand for characters of a name, `**` for any folders. A path that is
 * there is no pattern, whatever its characters.
 *
 * @throws ProblemError `not_found` for a pattern that matches nothing, `too_large`
 */
export async function sourcePaths(given: string | readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of typeof given === "string" ? [given] : given)
    for (const file of isPattern(path) && !(await exists(path)) ? await matches(path) : [path]) {
      found.add(file);
      if (found.size > mostFiles)
        throw new ProblemError({
          code: "too_large",
          message: `More than ${mostFiles} files are named`,
          place: { file: path },
          next: "Put them together in a ZIP archive, or name fewer.",
        });
    }
  return [...found];
}

function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

async function matches(pattern: string): Promise<string[]> {
  let folder = pattern;
  const rest: string[] = [];
  while (isPattern(folder)) {
    rest.unshift(basename(folder));
    folder = dirname(folder);
  }
  const files = await below(folder, rest, 0);
  if (files.length > 0) return files.toSorted(byName);
  throw new ProblemError({
    code: "not_found",
    message: "No file matches the pattern",
    place: { file: pattern },
    next: `Check the path; the pattern is looked for in “${folder === parse(folder).root ? folder : basename(folder)}”.`,
  });
}

async function below(folder: string, [first, ...rest]: string[], depth: number): Promise<string[]> {
  if (first === undefined || depth > deepest) return [];
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = first === "**" ? await below(folder, rest, depth) : [];
  const pattern = first === "**" ? /^/ : nameTest(first);
  for (const entry of entries) {
    // Hidden files, and what a spreadsheet puts beside a workbook while it is open.
    if (/^(?:\.|~\$)/.test(entry.name) || !pattern.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      files.push(...(await below(path, first === "**" ? [first, ...rest] : rest, depth + 1)));
    // A link could lead outside the folders that the notebook may read without asking.
    else if (entry.isFile() && rest.length === 0 && first !== "**") files.push(path);
  }
  return files;
}

function nameTest(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  // Several stars in a row are one: more would make the test slow.
  return new RegExp(`^${escaped.replace(/\*+/g, ".*").replaceAll("?", ".")}$`, "su");
}
