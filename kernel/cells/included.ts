import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errno } from "../load/errno.ts";
import { readIncluded } from "../notebook/front-matter.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import { ProblemError } from "../protocol/problem.ts";

/** A team's definitions, which the notebook includes. */
export interface IncludedFile {
  /** As the notebook writes it. */
  readonly name: string;
  readonly text: string;
  /** Of its bytes. */
  readonly sha256: string;
  readonly columns: FrontMatter["columns"];
}

const maxFiles = 20;
/** No file with so many bytes is one of columns; how many characters it may have is read-yaml's to say. */
const maxBytes = 256 * 1024;

/**
 * The files under `include:`, in their order.
 *
 * @param notebook  path of the notebook, to which theirs are relative
 * @throws ProblemError `not_found`, `not_readable`, `too_large`; `front_matter` with file, line and
 *   character; `name_taken` for a column that two of them, or one and the notebook, define
 */
export async function readIncludedFiles(
  settings: FrontMatter | null,
  notebook: string,
): Promise<readonly IncludedFile[]> {
  const names = settings?.include ?? [];
  if (names.length > maxFiles) {
    throw new ProblemError({
      code: "front_matter",
      message: `The notebook includes ${names.length} files; ${maxFiles} are the most.`,
      place: { file: notebook, cell: "setup" },
      next: "Put the columns of several files into one.",
    });
  }
  const files: IncludedFile[] = [];
  for (const name of names) {
    const bytes = await readBytes(name, resolve(dirname(notebook), name));
    const text = bytes.toString("utf8");
    const { columns, problems } = readIncluded(text);
    const [first] = problems;
    if (first) throw new ProblemError({ ...first, place: { ...first.place, file: name } });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files.push({ name, text, sha256, columns: columns ?? [] });
  }
  refuseRepeated(settings, files);
  return files;
}

/** The settings with the columns of the included files before the notebook's own. */
export function withIncluded(
  settings: FrontMatter | null,
  files: readonly IncludedFile[],
): FrontMatter | null {
  if (!settings || files.length === 0) return settings;
  return {
    ...settings,
    columns: [...files.flatMap(({ columns }) => columns), ...settings.columns],
  };
}

async function readBytes(name: string, path: string): Promise<Buffer> {
  const refused = (code: "not_found" | "not_readable" | "too_large", what: string, next: string) =>
    new ProblemError({
      code,
      message: `The included file “${name}” ${what}.`,
      place: { file: name },
      next,
    });
  const file = await open(path).catch((error: unknown) => {
    throw errno(error) === "ENOENT"
      ? refused("not_found", "is not there", "Paths under include: are relative to the notebook.")
      : refused("not_readable", "cannot be read", "Check that it is a file that you may read.");
  });
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw refused("too_large", "is too large", "It may hold columns only.");
    return await file.readFile();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw refused("not_readable", "cannot be read", "Check that it is a file that you may read.");
  } finally {
    await file.close();
  }
}

function refuseRepeated(settings: FrontMatter | null, files: readonly IncludedFile[]): void {
  const holders = new Map<string, string>();
  const all = [
    ...files.map(({ name, columns }) => ({ holder: `“${name}”`, columns })),
    { holder: "the notebook", columns: settings?.columns ?? [] },
  ];
  for (const { holder, columns } of all) {
    for (const { name } of columns) {
      const other = holders.get(name.toLowerCase());
      if (other !== undefined) {
        throw new ProblemError({
          code: "name_taken",
          message: `The column “${name}” is defined twice: in ${other} and in ${holder}.`,
          place: { column: name },
          next: "Remove or rename one of them.",
        });
      }
      holders.set(name.toLowerCase(), holder);
    }
  }
}
