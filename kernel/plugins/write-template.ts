import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { filesBeside, withPlugin } from "../notebook/template.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { RegisteredTemplate } from "./registry.ts";

/**
 * Writes a template as a new notebook, with the files beside the template that it reads, unless they
 * are there. Nothing is overwritten. One that a plugin brings names the plugin.
 *
 * @returns paths of what was written beside the notebook, relative to it
 * @throws ProblemError `not_writable` for what is there already, `not_found` for a template that is not
 */
export async function writeTemplate(
  { path, plugin }: RegisteredTemplate,
  target: string,
): Promise<readonly string[]> {
  const folder = dirname(resolve(target));
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw gone(path, error);
  });
  const beside: string[] = [];
  for (const file of filesBeside(text))
    if (await isMissing(join(dirname(path), file), join(folder, file))) beside.push(file);
  if (await bytesOf(target)) throw taken(basename(target));
  await mkdir(folder, { recursive: true });
  for (const file of beside)
    await cp(join(dirname(path), file), join(folder, file), { errorOnExist: true, force: false });
  await writeFile(resolve(target), plugin ? withPlugin(text, writtenFrom(folder, plugin)) : text, {
    flag: "wx",
  });
  return beside;
}

function writtenFrom(
  folder: string,
  { path, packageName }: NonNullable<RegisteredTemplate["plugin"]>,
): string {
  if (packageName !== null) return packageName;
  const written = relative(folder, path).replaceAll("\\", "/");
  return written.startsWith("../") ? written : `./${written}`;
}

/** @throws ProblemError `not_writable` where something else is there */
async function isMissing(from: string, to: string): Promise<boolean> {
  const wanted = await bytesOf(from);
  const there = await bytesOf(to);
  if (!wanted) return false;
  if (there && !there.equals(wanted)) throw taken(basename(to));
  return !there;
}

function bytesOf(path: string): Promise<Buffer | null> {
  return readFile(path).catch(() => null);
}

function taken(file: string): ProblemError {
  return new ProblemError({
    code: "not_writable",
    message: "There is something of that name already",
    place: { file },
    next: "Choose another folder or name.",
  });
}

function gone(path: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: "not_found",
      message: "The template's notebook cannot be read",
      place: { file: basename(path) },
      next: "It lies beside the plugin that brings it.",
    },
    { cause },
  );
}
