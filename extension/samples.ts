import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../kernel/notebook/parse.ts";

const extension = ".campaign.md";

export interface Sample {
  readonly file: string;
  readonly title: string;
  /** Its first heading. */
  readonly question: string;
}

/** The notebooks in the samples' folder. */
export async function sampleNotebooks(samples: string): Promise<Sample[]> {
  const files = (await readdir(samples)).filter((name) => name.endsWith(extension)).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const { cells } = parseNotebook(await readFile(join(samples, file), "utf8"));
      const title = readFrontMatter(cells[0]?.text ?? "").settings?.title ?? file;
      const text = cells.find(({ kind }) => kind === "markdown")?.text ?? "";
      return { file, title, question: /^# (.+)$/m.exec(text)?.[1] ?? "" };
    }),
  );
}

/**
 * Copies a sample with the exports that it reads into a new folder, so that nothing is overwritten.
 *
 * @param into  the folder that gets the new one
 * @returns the copied notebook's path; null for a name that is no sample
 */
export async function copySample(
  samples: string,
  file: string,
  into: string,
): Promise<string | null> {
  if (!(await readdir(samples)).includes(file) || !file.endsWith(extension)) return null;
  const { cells } = parseNotebook(await readFile(join(samples, file), "utf8"));
  const sources = readFrontMatter(cells[0]?.text ?? "").settings?.sources ?? [];
  const folder = await newFolder(join(into, file.slice(0, -extension.length)));
  for (const path of [file, ...sources.flatMap((source) => source.path)]) {
    const from = resolve(samples, path);
    if (!from.startsWith(samples + sep)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(from, join(folder, path), { errorOnExist: true, force: false });
  }
  return join(folder, file);
}

async function newFolder(wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}
