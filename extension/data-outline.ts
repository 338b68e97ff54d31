import type { NotebookDocument } from "vscode";
import { commands, Disposable, EventEmitter } from "vscode";
import { attributeOf } from "../kernel/notebook/attributes.ts";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import type { Outline } from "../kernel/protocol/outline.ts";
import type { CurrentNotebook } from "./current-notebook.ts";
import type { Kernels } from "./kernels.ts";
import { whenNotebookChanges } from "./notebook-changes.ts";
import { NotebookMemory } from "./notebook-memory.ts";

export interface NotebookOutline extends Outline {
  /** Declared in the notebook, and not loaded. */
  readonly unloaded: readonly string[];
  /** Names of results whose cells have to run. */
  readonly unrun: readonly string[];
}

/** What the current notebook's cells can name. What the file declares shows without a kernel. */
export class DataOutline extends Disposable {
  readonly #kernels: Kernels;
  readonly #notebooks: CurrentNotebook;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #current: NotebookOutline | null = null;

  constructor(kernels: Kernels, notebooks: CurrentNotebook) {
    const listeners = [
      notebooks.onDidChange(() => void this.refresh()),
      whenNotebookChanges(kernels, (notebook) => {
        if (notebook === notebooks.notebook) void this.refresh();
      }),
    ];
    super(() => {
      Disposable.from(...listeners).dispose();
      this.#changed.dispose();
    });
    this.#kernels = kernels;
    this.#notebooks = notebooks;
    void this.refresh();
  }

  /** Null where no campaign notebook is open. */
  get current(): NotebookOutline | null {
    return this.#current;
  }

  async refresh(): Promise<void> {
    const { notebook } = this.#notebooks;
    const outline = notebook ? await this.#read(notebook) : null;
    if (this.#notebooks.notebook !== notebook) return;
    this.#current = outline;
    const isEmpty = outline?.sources.length === 0 && outline.unloaded.length === 0;
    await commands.executeCommand(
      "setContext",
      "campaignNotebook.data",
      outline ? (isEmpty ? "noSources" : "sources") : "noNotebook",
    );
    this.#changed.fire();
  }

  async #read(notebook: NotebookDocument): Promise<NotebookOutline> {
    const state = NotebookMemory.of(notebook).state;
    const { cells } = state;
    const outline = await this.#kernels.of(notebook).ask("outline", state);
    const { settings } = readFrontMatter(cells.find(({ kind }) => kind === "setup")?.text ?? "");
    const declared = (settings?.sources ?? []).map(({ name }) => name);
    const named = cells.flatMap(({ kind, attributes }) => {
      const name = kind === "code" ? attributeOf(attributes, "name") : undefined;
      return typeof name === "string" && name !== "" ? [name] : [];
    });
    const there = new Set(
      [...(outline?.sources ?? []), ...(outline?.results ?? [])].map(({ name }) =>
        name.toLowerCase(),
      ),
    );
    const missing = (name: string): boolean => !there.has(name.toLowerCase());
    return {
      ...(outline ?? { sources: [], results: [], metrics: [] }),
      unloaded: declared.filter(missing),
      unrun: named.filter(missing),
    };
  }
}
