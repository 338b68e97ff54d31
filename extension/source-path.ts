import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { NotebookDocument, Uri } from "vscode";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import { notebookPath } from "./notebook-path.ts";
import { cellsOf } from "./serializer.ts";

/** As the notebook writes it: from its folder, with forward slashes, so that both can move together. */
export function sourcePath(notebook: NotebookDocument, file: Uri): string {
  const path = relative(dirname(notebookPath(notebook)), file.fsPath);
  return isAbsolute(path) ? file.fsPath : path.replaceAll("\\", "/");
}

/** What the notebook calls this file already, if it does. */
export function sourceNameOf(notebook: NotebookDocument, file: Uri): string | undefined {
  const setup = cellsOf(notebook.getCells()).find(({ kind }) => kind === "setup");
  const { settings } = readFrontMatter(setup?.text ?? "");
  const folder = dirname(notebookPath(notebook));
  return settings?.sources.find(({ path }) =>
    path.some((each) => resolve(folder, each) === file.fsPath),
  )?.name;
}
