import { dirname, join } from "node:path";
import * as vm from "node:vm";
import * as arrow from "apache-arrow";
import { ProblemError } from "../../protocol/problem.ts";
import { ownModule } from "../names-in.ts";

type Namespace = Readonly<Record<string, unknown>>;

/** Imports as the cell's `import` does: packages and files are found from the notebook's folder. */
export class Importer {
  readonly #own: Namespace;
  readonly #native: (specifier: string) => Promise<Namespace>;

  constructor(notebookPath: string, own: Namespace) {
    this.#own = own;
    this.#native = nativeImport(notebookPath);
  }

  /** @throws ProblemError `script_import` for what is not there, or has no export of a name */
  async import(specifier: string, names: readonly string[]): Promise<Namespace> {
    const found = await this.#find(specifier);
    for (const name of names) {
      if (name in found) continue;
      throw new ProblemError({
        code: "script_import",
        message: `“${specifier}” exports no “${name}”`,
        ...(specifier === ownModule && { next: "See docs/typescript.md for what there is." }),
      });
    }
    return found;
  }

  async #find(specifier: string): Promise<Namespace> {
    if (specifier === ownModule) return this.#own;
    // The one that the tables here are made with: another copy would not know them as its own.
    if (specifier === "apache-arrow") return arrow;
    try {
      return await this.#native(specifier);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ERR_MODULE_NOT_FOUND" || code === "ERR_UNSUPPORTED_DIR_IMPORT")
        throw notFound(specifier);
      if (code === "ERR_UNKNOWN_FILE_EXTENSION") throw notJavaScript(specifier);
      throw error;
    }
  }
}

function nativeImport(notebookPath: string): (specifier: string) => Promise<Namespace> {
  const script = new vm.Script("(specifier) => import(specifier)", {
    filename: join(dirname(notebookPath), "notebook.js"),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the function of the line above
  return script.runInThisContext() as (specifier: string) => Promise<Namespace>;
}

function notFound(specifier: string): ProblemError {
  const isFile = /^[./]/.test(specifier);
  return new ProblemError({
    code: "script_import",
    message: `“${specifier}” is not there to import`,
    next: isFile
      ? "Paths start at the notebook's folder, and end in .js or .mjs."
      : `Install it beside the notebook: npm install ${specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/")}`,
  });
}

function notJavaScript(specifier: string): ProblemError {
  return new ProblemError({
    code: "script_import",
    message: `“${specifier}” is no JavaScript file`,
    next: "Import .js, .mjs or .json files, or put the code into a cell.",
  });
}
