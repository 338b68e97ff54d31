import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { ProblemError } from "../protocol/problem.ts";
import { importedFiles } from "./imported-files.ts";

/** A plugin's module, not yet run. */
export interface PluginFile {
  /** As it is asked for, in messages. */
  readonly written: string;
  readonly path: string;
  /** Its name where it is an installed package. */
  readonly packageName: string | null;
  readonly text: string;
  /** Of its own bytes. */
  readonly sha256: string;
  /** Of its bytes and of what it imports: another text is another plugin. */
  readonly identity: string;
}

/**
 * @param written  a path relative to `folder`, or the name of a package that is installed there
 * @throws ProblemError `plugin` for what is not there or cannot be read
 */
export async function findPlugin(written: string, folder: string): Promise<PluginFile> {
  const isFile = /\.[cm]?[jt]s$/i.test(written) || /^\.{0,2}[/\\]/.test(written);
  const path = isFile ? resolve(folder, written) : packageFile(written, folder);
  const bytes = path === null ? null : await readFile(path).catch(() => null);
  if (path === null || bytes === null)
    throw new ProblemError({
      code: "plugin",
      message: `The plugin “${written}” is not there to load`,
      next:
        isFile || isAbsolute(written)
          ? "Paths under plugins: are relative to the notebook."
          : `Install it beside the notebook: npm install ${written}. A file is written ./like-this.ts.`,
    });
  const text = bytes.toString("utf8");
  const hash = createHash("sha256").update(bytes);
  const sha256 = hash.copy().digest("hex");
  for (const imported of await importedFiles(path, text))
    hash.update(`\0${imported.length}\0`).update(imported);
  return {
    written,
    path,
    packageName: isFile ? null : written,
    text,
    sha256,
    identity: hash.digest("hex"),
  };
}

/** The module that a package is; null where it is not installed. */
function packageFile(name: string, folder: string): string | null {
  const require = createRequire(join(folder, "notebook.js"));
  try {
    return require.resolve(name);
  } catch {
    // A package of modules alone has no entry for require.
    return moduleEntry(name, require);
  }
}

function moduleEntry(name: string, require: NodeJS.Require): string | null {
  for (const modules of require.resolve.paths(name) ?? []) {
    const manifest = join(modules, name, "package.json");
    try {
      const { exports, main }: { exports?: unknown; main?: unknown } = require(manifest);
      const entry = typeof exports === "string" ? exports : entryOf(exports);
      const file = entry ?? (typeof main === "string" ? main : "index.js");
      return resolve(dirname(manifest), file);
    } catch {
      continue;
    }
  }
  return null;
}

function entryOf(exports: unknown): string | null {
  let value = exports;
  for (const key of [".", "import", "default"])
    if (typeof value === "object" && value !== null && key in value)
      value = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : null;
}
