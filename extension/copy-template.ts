import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { filesBeside, withPlugin } from "../kernel/notebook/template.ts";
import type { OfferedTemplate } from "../kernel/protocol/template.ts";

const extension = ".campaign.md";

/**
 * Copies a notebook with the exports beside it that it reads into a new folder, so that nothing is
 * overwritten.
 *
 * @param into  the folder that gets the new one
 * @param plugin  what the copy names under `plugins:`; null: nothing
 * @returns the copied notebook's path
 */
export async function copyTemplate(
  path: string,
  into: string,
  plugin: OfferedTemplate["plugin"] | null,
): Promise<string> {
  const file = basename(path);
  const text = await readFile(path, "utf8");
  const folder = await newFolder(join(into, file.slice(0, -extension.length)));
  for (const beside of filesBeside(text)) {
    const from = join(dirname(path), beside);
    if (!(await stat(from).catch(() => null))) continue;
    await mkdir(dirname(join(folder, beside)), { recursive: true });
    await cp(from, join(folder, beside), { errorOnExist: true, force: false });
  }
  const notebook = join(folder, file);
  await writeFile(notebook, plugin ? withPlugin(text, writtenFrom(folder, plugin)) : text, {
    flag: "wx",
  });
  return notebook;
}

function writtenFrom(folder: string, { path, packageName }: OfferedTemplate["plugin"]): string {
  if (packageName !== null) return packageName;
  const written = relative(folder, path).replaceAll("\\", "/");
  return written.startsWith("../") ? written : `./${written}`;
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
