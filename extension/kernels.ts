import { join } from "node:path";
import type { ExtensionContext, LogOutputChannel, NotebookDocument } from "vscode";
import { Disposable, EventEmitter, workspace } from "vscode";
import { NotebookKernel } from "./notebook-kernel.ts";
import { notebookPath } from "./notebook-path.ts";
import { SavedFrom } from "./saved-from.ts";
import { refuseUntrusted } from "./restricted.ts";

/** The kernels of the open notebooks, one each. A notebook that closes ends its own. */
export class Kernels extends Disposable {
  readonly #context: ExtensionContext;
  readonly #log: LogOutputChannel;
  readonly #kernels = new Map<NotebookDocument, NotebookKernel>();
  readonly #origins = new SavedFrom();
  readonly #changed = new EventEmitter<NotebookDocument>();
  /** Paths of plugins that other extensions registered. */
  readonly #plugins = new Set<string>();
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext, log: LogOutputChannel) {
    const closing = workspace.onDidCloseNotebookDocument((notebook) => this.#close(notebook));
    super(() => {
      closing.dispose();
      this.#origins.dispose();
      for (const notebook of this.#kernels.keys()) this.#close(notebook);
      this.#changed.dispose();
    });
    this.#context = context;
    this.#log = log;
  }

  /** The notebook's kernel. It has no process before something is run. */
  readonly of = (notebook: NotebookDocument): NotebookKernel => {
    const kernel = this.#kernels.get(notebook) ?? this.#create(notebook);
    this.#kernels.set(notebook, kernel);
    return kernel;
  };

  /**
   * Adds a plugin to all notebooks whose kernels start from now on.
   *
   * @param path  absolute
   */
  registerPlugin(path: string): Disposable {
    this.#plugins.add(path);
    return new Disposable(() => this.#plugins.delete(path));
  }

  /** Paths of those that are registered now. */
  get plugins(): readonly string[] {
    return [...this.#plugins];
  }

  #create(notebook: NotebookDocument): NotebookKernel {
    const { extensionPath, globalStorageUri } = this.#context;
    return new NotebookKernel({
      program: { entry: join(extensionPath, "dist", "kernel.cjs") },
      open: () => ({
        notebookPath: notebookPath(notebook),
        notebookUri: notebook.uri.toString(),
        ...this.#origins.of(notebook),
        cacheFolder: join(globalStorageUri.fsPath, "sources"),
        sessionFolder: join(globalStorageUri.fsPath, "sessions"),
        plugins: [...this.#plugins],
      }),
      allow: refuseUntrusted,
      log: (line) => this.#log.info(line),
      changed: () => this.#changed.fire(notebook),
    });
  }

  #close(notebook: NotebookDocument): void {
    this.#kernels.get(notebook)?.dispose();
    this.#kernels.delete(notebook);
  }
}
