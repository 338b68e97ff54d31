import type { NotebookDocument } from "vscode";
import { Disposable, extensions, workspace } from "vscode";
import { cellDeclarations } from "../../kernel/language/cell-declarations.ts";
import { notebookType } from "../controller.ts";
import type { Kernels } from "../kernels.ts";
import { whenNotebookChanges } from "../notebook-changes.ts";
import type { NotebookCells, PluginConfiguration } from "../tsserver/configuration.ts";
import { pluginName } from "../tsserver/configuration.ts";
import type { NotebookNames } from "./notebook-names.ts";

/** What VS Code's own TypeScript extension exports. */
interface TypescriptExports {
  getAPI(
    version: 0,
  ): { configurePlugin(name: string, configuration: PluginConfiguration): void } | undefined;
}

/**
 * TypeScript in cells is answered for by VS Code's own TypeScript server. Its plugin of ours is told
 * which cells belong together and which tables there are, from the first cell in TypeScript on.
 */
export class TypescriptCells extends Disposable {
  readonly #names: NotebookNames;
  #told = JSON.stringify([]);

  constructor(names: NotebookNames, kernels: Kernels) {
    const listeners = [
      names.onDidLearn(() => void this.#tell()),
      whenNotebookChanges(kernels, () => void this.#tell()),
      workspace.onDidOpenNotebookDocument(() => void this.#tell()),
      workspace.onDidCloseNotebookDocument(() => void this.#tell()),
    ];
    super(() => Disposable.from(...listeners).dispose());
    this.#names = names;
    void this.#tell();
  }

  async #tell(): Promise<void> {
    const open = workspace.notebookDocuments.filter((one) => one.notebookType === notebookType);
    const read = await Promise.all(open.map((notebook) => this.#cellsOf(notebook)));
    const notebooks = read.filter(({ cells }) => cells.length > 0);
    const told = JSON.stringify(notebooks);
    if (told === this.#told) return;
    this.#told = told;
    const typescript = extensions.getExtension<TypescriptExports>(
      "vscode.typescript-language-features",
    );
    const api = (await typescript?.activate())?.getAPI(0);
    api?.configurePlugin(pluginName, { notebooks });
  }

  async #cellsOf(notebook: NotebookDocument): Promise<NotebookCells> {
    const cells = notebook
      .getCells()
      .filter(({ document }) => document.languageId === "typescript")
      .map(({ document }) => document.uri.fragment);
    const module =
      cells.length === 0 ? "" : cellDeclarations(await this.#names.inNotebook(notebook));
    // An untitled notebook's has no slash, and TypeScript's name for it has.
    return { path: notebook.uri.path.replace(/^(?!\/)/, "/"), cells, module };
  }
}
