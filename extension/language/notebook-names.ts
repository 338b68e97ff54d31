import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { NotebookCell, NotebookDocument, TextDocument } from "vscode";
import { Disposable, EventEmitter, workspace } from "vscode";
import type { Names, SqlWords } from "../../kernel/language/names.ts";
import { notebookNames } from "../../kernel/language/notebook-names.ts";
import type { FrontMatter } from "../../kernel/notebook/front-matter-schema.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import type { MetricDescription, Outline, OutlineTable } from "../../kernel/protocol/outline.ts";
import { notebookType } from "../controller.ts";
import type { CurrentNotebook } from "../current-notebook.ts";
import type { DataOutline } from "../data-outline.ts";
import { builtInMetrics } from "../metrics.ts";
import { NotebookMemory } from "../notebook-memory.ts";

export interface CellNames {
  readonly cell: NotebookCell;
  readonly names: Names;
}

/** What cells can name, for help while typing: it stays known while a setup or a query is being changed. */
export class NotebookNames extends Disposable {
  readonly #extensionPath: string;
  readonly #outline: DataOutline;
  readonly #tables = new WeakMap<NotebookDocument, Map<string, OutlineTable>>();
  readonly #settings = new WeakMap<NotebookDocument, FrontMatter>();
  readonly #learned = new EventEmitter<void>();
  /** Fires when a kernel may have told of tables and their columns. */
  readonly onDidLearn = this.#learned.event;
  #builtIn: Promise<readonly MetricDescription[]> | null = null;
  #words: Promise<SqlWords> | null = null;

  constructor(extensionPath: string, outline: DataOutline, notebooks: CurrentNotebook) {
    const listening = outline.onDidChange(() => this.#learn(notebooks.notebook));
    super(() => Disposable.from(listening, this.#learned).dispose());
    this.#extensionPath = extensionPath;
    this.#outline = outline;
  }

  /** Undefined for a document that is no cell of a campaign notebook. */
  async of(document: TextDocument): Promise<CellNames | undefined> {
    const cell = cellOf(document);
    return cell && { cell, names: await this.inNotebook(cell.notebook) };
  }

  async inNotebook(notebook: NotebookDocument): Promise<Names> {
    const { cells } = NotebookMemory.of(notebook).state;
    const setup = cells.find(({ kind }) => kind === "setup")?.text ?? "";
    const { settings } = readFrontMatter(setup);
    if (settings) this.#settings.set(notebook, settings);
    const tables = [...(this.#tables.get(notebook)?.values() ?? [])];
    const outline: Outline = {
      sources: tables,
      results: tables,
      metrics: this.#outline.current?.metrics ?? [],
    };
    this.#builtIn ??= builtInMetrics(this.#extensionPath);
    this.#words ??= sqlWords(this.#extensionPath);
    const [builtIn, words] = await Promise.all([this.#builtIn, this.#words]);
    return notebookNames({
      cells,
      settings: this.#settings.get(notebook),
      outline,
      builtIn,
      words,
    });
  }

  #learn(notebook: NotebookDocument | undefined): void {
    const outline = this.#outline.current;
    if (!notebook || !outline) return;
    const known = this.#tables.get(notebook) ?? new Map<string, OutlineTable>();
    for (const table of [...outline.sources, ...outline.results])
      known.set(table.name.toLowerCase(), table);
    this.#tables.set(notebook, known);
    this.#learned.fire();
  }
}

export function cellOf(document: TextDocument): NotebookCell | undefined {
  for (const notebook of workspace.notebookDocuments) {
    if (notebook.notebookType !== notebookType) continue;
    const cell = notebook.getCells().find((each) => each.document === document);
    if (cell) return cell;
  }
  return undefined;
}

/** SQL's own words and the functions that are no metrics, which the build writes beside the program. */
async function sqlWords(extensionPath: string): Promise<SqlWords> {
  const read = (file: string) => readFile(join(extensionPath, "dist", file), "utf8");
  const [engine, ours] = await Promise.all([read("sql-words.json"), read("functions.json")]);
  // Written by the build of this version.
  const words: SqlWords = JSON.parse(engine);
  const functions: SqlWords["functions"] = JSON.parse(ours);
  return { ...words, functions: [...functions, ...words.functions] };
}
