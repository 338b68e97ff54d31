import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Memento, NotebookDocument } from "vscode";
import { window, workspace } from "vscode";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import { ProblemError } from "../kernel/protocol/problem.ts";
import { setupCell } from "./notebook-memory.ts";

/** Asks once per notebook before a source that is not below the workspace or the notebook's folder is read. */
export class OutsideSources {
  readonly #kept: Memento;

  /** @param kept  remembers which files were allowed to which notebook */
  constructor(kept: Memento) {
    this.#kept = kept;
  }

  /**
   * @param notebookPath  absolute; sources are relative to its folder
   * @throws ProblemError `access_refused` where the reader of the notebook says no
   */
  async ask(notebook: NotebookDocument, notebookPath: string): Promise<void> {
    const text = setupCell(notebook)?.document.getText();
    const settings = text === undefined ? undefined : readFrontMatter(text).settings;
    const sources = settings?.sources ?? [];
    const paths = [...sources.flatMap(({ path }) => path), ...(settings?.include ?? [])];
    if (paths.length === 0) return;
    const outside = await outsidePaths(paths, dirname(notebookPath));
    const key = `outside-sources ${notebook.uri.toString()}`;
    const allowed = new Set(this.#kept.get<readonly string[]>(key, []));
    const asked = outside.filter((path) => !allowed.has(path));
    if (asked.length === 0) return;
    if (!(await confirm(asked))) {
      throw new ProblemError({
        code: "access_refused",
        message: `The notebook was not allowed to read ${asked.join(", ")}`,
        next: "Run the cell again to be asked again, or move the export beside the notebook.",
      });
    }
    await this.#kept.update(key, [...allowed, ...asked]);
  }
}

/** Where the paths lead, links followed, as far as that is outside. */
export async function outsidePaths(paths: readonly string[], folder: string): Promise<string[]> {
  const roots = workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
  const inside = await Promise.all([folder, ...roots].map(real));
  const found = await Promise.all(paths.map((path) => real(resolve(folder, path))));
  return [...new Set(found)].filter((path) => !inside.some((root) => isBelow(path, root)));
}

/** A file that is not there is none to be read. A pattern is where its folder is; it follows no links. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(async () => {
    let folder = path;
    while (/[*?]/.test(folder)) folder = dirname(folder);
    return folder === path ? path : join(await real(folder), relative(folder, path));
  });
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== "" && way !== ".." && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

async function confirm(paths: readonly string[]): Promise<boolean> {
  const read = "Read";
  const what = paths.length === 1 ? "a file" : `${paths.length} files`;
  const question = `This notebook reads ${what} outside the workspace. Nothing leaves this machine.`;
  const options = { modal: true, detail: paths.join("\n") };
  // A dialog that cannot be shown is not a yes.
  return window.showWarningMessage(question, options, read).then(
    (chosen) => chosen === read,
    () => false,
  );
}
