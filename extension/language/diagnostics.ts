import type { NotebookDocument, TextDocument } from "vscode";
import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace } from "vscode";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import type { Problem } from "../../kernel/protocol/problem.ts";
import { describeProblem } from "../../kernel/protocol/problem.ts";
import type { TextMark } from "../../kernel/protocol/text-mark.ts";
import { notebookType } from "../controller.ts";
import type { Kernels } from "../kernels.ts";
import { whenNotebookChanges } from "../notebook-changes.ts";
import { NotebookMemory, setupCell } from "../notebook-memory.ts";

/**
 * Underlines what cannot be as it is while it is typed. The setup is read here; for the rest the
 * notebook's kernel is asked where one runs, and none is started.
 */
export class Diagnostics extends Disposable {
  readonly #kernels: Kernels;
  readonly #shown = languages.createDiagnosticCollection("campaign-notebook");
  readonly #marks = new WeakMap<TextDocument, readonly TextMark[]>();
  readonly #asking = new WeakSet<NotebookDocument>();

  constructor(kernels: Kernels) {
    const listeners = [
      whenNotebookChanges(kernels, (notebook) => void this.#check(notebook)),
      workspace.onDidOpenNotebookDocument((notebook) => void this.#check(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#clear(notebook)),
    ];
    super(() => {
      Disposable.from(...listeners, this.#shown).dispose();
    });
    this.#kernels = kernels;
    for (const notebook of workspace.notebookDocuments) void this.#check(notebook);
  }

  /** What is underlined in a cell, with what may have been meant. */
  marksIn(document: TextDocument): readonly TextMark[] {
    return this.#marks.get(document) ?? [];
  }

  /** One question at a time: what is typed meanwhile is asked about after the answer. */
  async #check(notebook: NotebookDocument): Promise<void> {
    if (notebook.notebookType !== notebookType || this.#asking.has(notebook)) return;
    const setup = setupCell(notebook)?.document;
    if (setup) this.#shown.set(setup.uri, setupProblems(setup));
    this.#asking.add(notebook);
    const before = versionsOf(notebook);
    const { state } = NotebookMemory.of(notebook);
    const marks = await this.#kernels.of(notebook).ask("textMarks", state);
    this.#asking.delete(notebook);
    if (notebook.isClosed) return;
    if (before === versionsOf(notebook)) this.#show(notebook, marks ?? []);
    else await this.#check(notebook);
  }

  #show(notebook: NotebookDocument, marks: readonly TextMark[]): void {
    const present = new Set(notebook.getCells().map(({ document }) => String(document.uri)));
    // A cell's address has the path of its notebook.
    this.#shown.forEach((uri) => {
      if (uri.path === notebook.uri.path && !present.has(String(uri))) this.#shown.delete(uri);
    });
    const setup = setupCell(notebook);
    for (const cell of notebook.getCells()) {
      const { document, index } = cell;
      const own = marks.filter((mark) => mark.index === index);
      this.#marks.set(document, own);
      this.#shown.set(document.uri, [
        ...(cell === setup ? setupProblems(document) : []),
        ...own.map(({ start, end, problem }) =>
          diagnostic(new Range(document.positionAt(start), document.positionAt(end)), problem),
        ),
      ]);
    }
  }

  #clear(notebook: NotebookDocument): void {
    for (const { document } of notebook.getCells()) this.#shown.delete(document.uri);
  }
}

/** What the file's format alone tells. */
function setupProblems(document: TextDocument): Diagnostic[] {
  const { problems } = readFrontMatter(document.getText());
  return problems.map(({ place, ...problem }) => {
    // Lines count in the file, whose first is that of the dashes.
    const line = document.lineAt(Math.min((place?.line ?? 2) - 1, document.lineCount) - 1);
    const start = line.range.start.translate(0, (place?.character ?? 1) - 1);
    return diagnostic(line.range.with(start), problem);
  });
}

function versionsOf(notebook: NotebookDocument): string {
  return notebook
    .getCells()
    .map(({ document, metadata }) =>
      [document.uri, document.version, metadata["attributes"]].join(),
    )
    .join();
}

function diagnostic(range: Range, problem: Problem): Diagnostic {
  const made = new Diagnostic(range, describeProblem(problem), DiagnosticSeverity.Error);
  made.source = "Campaign Notebook";
  made.code = problem.code;
  return made;
}
