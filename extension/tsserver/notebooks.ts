import type { NotebookCells, PluginConfiguration } from "./configuration.ts";

/** A cell among those of its notebook, by the file names that the server has for them. */
export interface CellPlace {
  /** What stands for the module that the notebook's cells import. */
  readonly moduleFile: string;
  /** As if the cell were a file beside the notebook: packages and files are found from there. */
  readonly fileBeside: string;
  /** The cells that run before it. */
  readonly earlier: readonly string[];
}

/** The open notebooks, as the extension told last. */
export class Notebooks {
  #byPath = new Map<string, NotebookCells>();
  #told = "";
  /** Another one after each change. */
  version = 0;

  get all(): readonly NotebookCells[] {
    return [...this.#byPath.values()];
  }

  configure({ notebooks = [] }: Partial<PluginConfiguration>): void {
    // Each project of the server passes the same on.
    const told = JSON.stringify(notebooks);
    if (told === this.#told) return;
    this.#told = told;
    this.version++;
    this.#byPath = new Map(notebooks.map((notebook) => [notebook.path, notebook]));
  }

  /** Undefined for every file that is no TypeScript cell of a known notebook. */
  placeOf(fileName: string): CellPlace | undefined {
    const { start, path, fragment } = takeApart(fileName) ?? {};
    const notebook = path === undefined ? undefined : this.#byPath.get(path);
    if (!notebook || fragment === undefined) return undefined;
    const index = notebook.cells.indexOf(fragment);
    if (index < 0) return undefined;
    return {
      moduleFile: moduleFile(notebook),
      fileBeside: `${onDisk(notebook.path)}-${fragment.replace(/\W/g, "")}.ts`,
      earlier: notebook.cells.slice(0, index).map((cell) => `${start}${notebook.path}#${cell}`),
    };
  }

  /** Whether it is a cell of a campaign notebook, be that known yet or not. */
  isCell(fileName: string): boolean {
    const { path } = takeApart(fileName) ?? {};
    return path !== undefined && (path.endsWith(".campaign.md") || this.#byPath.has(path));
  }

  isModule(fileName: string): boolean {
    return this.all.some((notebook) => moduleFile(notebook) === fileName);
  }
}

export function moduleFile({ path }: NotebookCells): string {
  return `${onDisk(path)}-campaign-notebook.d.ts`;
}

/** VS Code's address of a cell, as its TypeScript extension writes it: ^/scheme/authority/path#fragment. */
function takeApart(fileName: string) {
  const [, start, path, fragment] =
    /(\^\/vscode-notebook-cell\/[^/]*)(\/.*)#([^#]*)$/.exec(fileName) ?? [];
  if (start === undefined || path === undefined || fragment === undefined) return undefined;
  return { start, path, fragment };
}

/** Windows has no slash before the drive's letter. */
function onDisk(path: string): string {
  return path.replace(/^\/(?=[a-z]:)/i, "");
}
