import { readFile } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";

/** `import … from "x"`, `export … from "x"`, `import "x"`, `import("x")`, `require("x")`. One in a comment does no harm. */
const specifier = /\b(?:from|import|require)\s*\(?\s*(["'])([^"'\n]+)\1/g;

/** A plugin that imports more is told by these. */
const mostFiles = 1_000;

/**
 * What a module imports, and what that imports: files by their bytes, packages by what their
 * package.json says. What is computed while it runs is not seen.
 *
 * @returns each once, in the order in which they are first named
 */
export async function importedFiles(path: string, text: string): Promise<readonly Buffer[]> {
  const found = new Map<string, Buffer>();
  const visit = async (from: string, code: string): Promise<void> => {
    for (const [, , name = ""] of code.matchAll(specifier)) {
      const isFile = /^\.{0,2}\//.test(name);
      const file = isFile ? resolve(dirname(from), name) : null;
      const read = file === null ? await manifestOf(name, from) : await bytesOf(file);
      const key = file ?? name;
      if (!read || key === path || found.has(key) || found.size >= mostFiles) continue;
      found.set(key, read);
      if (file !== null && !file.endsWith(".json")) await visit(file, read.toString("utf8"));
    }
  };
  await visit(path, text);
  return [...found.values()];
}

async function manifestOf(name: string, from: string): Promise<Buffer | null> {
  if (isBuiltin(name)) return null;
  const parts = name.split("/").slice(0, name.startsWith("@") ? 2 : 1);
  for (const modules of createRequire(from).resolve.paths(name) ?? []) {
    const read = await bytesOf(join(modules, ...parts, "package.json"));
    if (read) return read;
  }
  return null;
}

function bytesOf(path: string): Promise<Buffer | null> {
  return readFile(path).catch(() => null);
}
