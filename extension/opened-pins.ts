import { dirname } from "node:path";
import type { NotebookDocument, TextDocument } from "vscode";
import { Diagnostic, DiagnosticSeverity, Disposable, languages, workspace } from "vscode";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import type { PinnedPath } from "../kernel/notebook/pinned-paths.ts";
import { pinnedPaths } from "../kernel/notebook/pinned-paths.ts";
import { readYaml } from "../kernel/notebook/read-yaml.ts";
import { changedPins } from "./changed-pins.ts";
import { notebookType } from "./controller.ts";
import type { Kernels } from "./kernels.ts";
import { whenNotebookChanges } from "./notebook-changes.ts";
import { setupCell } from "./notebook-memory.ts";
import { notebookPath } from "./notebook-path.ts";
import { outsidePaths } from "./outside-sources.ts";

/**
 * Underlines the pins that a notebook's files do not fit when it is opened, before anything has run.
 * From then on its kernel tells. In Restricted Mode, and outside the workspace, no file is read.
 */
export class OpenedPins extends Disposable {
  readonly #shown = languages.createDiagnosticCollection("campaign-notebook-pins");
  readonly #checked = new WeakMap<TextDocument, number>();

  constructor(kernels: Kernels) {
    const listeners = [
      workspace.onDidOpenNotebookDocument((notebook) => void this.#check(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#clear(notebook)),
      whenNotebookChanges(kernels, (notebook) => {
        const setup = setupCell(notebook)?.document;
        const isAsChecked = setup && setup.version === this.#checked.get(setup);
        // A kernel can say more.
        if (!isAsChecked || kernels.of(notebook).pid !== undefined) this.#clear(notebook);
      }),
    ];
    super(() => {
      Disposable.from(...listeners, this.#shown).dispose();
    });
    for (const notebook of workspace.notebookDocuments) void this.#check(notebook);
  }

  async #check(notebook: NotebookDocument): Promise<void> {
    if (notebook.notebookType !== notebookType || !workspace.isTrusted) return;
    const setup = setupCell(notebook)?.document;
    const settings = setup && readFrontMatter(setup.getText()).settings;
    if (!setup || !settings?.pins) return;
    const folder = dirname(notebookPath(notebook));
    const { version } = setup;
    this.#checked.set(setup, version);
    const pinned = pinnedPaths(settings);
    const outside = await outsidePaths(
      pinned.map(({ path }) => path),
      folder,
    );
    const changed = outside.length > 0 ? [] : await changedPins(pinned, folder);
    if (setup.isClosed || setup.version !== version) return;
    const yaml = readYaml(setup.getText(), 0);
    this.#shown.set(
      setup.uri,
      changed.map((each) => {
        const { line = 1 } = yaml.place(each.pin, "key");
        return diagnostic(setup.lineAt(line - 1).range, each);
      }),
    );
  }

  #clear(notebook: NotebookDocument): void {
    this.#shown.forEach((uri) => {
      if (uri.path === notebook.uri.path) this.#shown.delete(uri);
    });
  }
}

function diagnostic(range: Diagnostic["range"], { name }: PinnedPath): Diagnostic {
  const made = new Diagnostic(
    range,
    `“${name}” has other bytes than were pinned. Run the setup to see what it loads now; pin again if they are meant.`,
    DiagnosticSeverity.Warning,
  );
  made.source = "Campaign Notebook";
  made.code = "pinned_input_differs";
  return made;
}
