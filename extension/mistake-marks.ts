import type { NotebookDocument, TextDocument } from "vscode";
import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  workspace,
  WorkspaceEdit,
} from "vscode";
import type { Mistake, TextRange } from "../kernel/protocol/mistake.ts";
import { notebookType } from "./controller.ts";
import type { Kernels } from "./kernels.ts";
import { whenNotebookChanges } from "./notebook-changes.ts";
import { NotebookMemory } from "./notebook-memory.ts";

const checked = ["sql", "yaml"].map((language) => ({ notebookType, language }));
const quickFixes = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

/** Underlines mistakes of analysis, and what is not as it was pinned, each with its quick fix. No kernel is started for it. */
export class MistakeMarks extends Disposable {
  readonly #kernels: Kernels;
  readonly #shown = languages.createDiagnosticCollection("campaign-notebook-check");
  readonly #mistakes = new WeakMap<TextDocument, readonly Mistake[]>();
  /** Of each notebook the latest question, whose answer alone counts. */
  readonly #asked = new WeakMap<NotebookDocument, symbol>();

  constructor(kernels: Kernels) {
    const listeners = [
      whenNotebookChanges(kernels, (notebook) => void this.#ask(notebook)),
      workspace.onDidCloseNotebookDocument((notebook) => this.#clear(notebook)),
      languages.registerCodeActionsProvider(
        checked,
        { provideCodeActions: (document, range) => this.#fixes(document, range) },
        quickFixes,
      ),
    ];
    super(() => {
      Disposable.from(...listeners, this.#shown).dispose();
    });
    this.#kernels = kernels;
  }

  async #ask(notebook: NotebookDocument): Promise<void> {
    if (notebook.notebookType !== notebookType) return;
    const asked = Symbol("asked");
    this.#asked.set(notebook, asked);
    const cells = notebook.getCells();
    const { state } = NotebookMemory.of(notebook);
    const answer = await this.#kernels.of(notebook).ask("check", state);
    if (this.#asked.get(notebook) !== asked || notebook.isClosed) return;
    this.#clear(notebook);
    for (const [index, { document }] of cells.entries()) {
      const own = answer?.mistakes.filter((mistake) => mistake.index === index) ?? [];
      this.#mistakes.set(document, own);
      if (!document.isClosed) this.#shown.set(document.uri, own.map(diagnostic));
    }
  }

  #clear(notebook: NotebookDocument): void {
    // A cell's address has the path of its notebook; a cell may have gone since.
    this.#shown.forEach((uri) => {
      if (uri.path === notebook.uri.path) this.#shown.delete(uri);
    });
  }

  #fixes(document: TextDocument, range: Range): CodeAction[] {
    const shown = this.#shown.get(document.uri) ?? [];
    return (this.#mistakes.get(document) ?? []).flatMap(({ fix, range: at, code }) => {
      if (!fix || !rangeOf(at).intersection(range)) return [];
      const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
      action.edit = new WorkspaceEdit();
      for (const { range: place, text } of fix.edits) {
        action.edit.replace(document.uri, rangeOf(place), text);
      }
      action.diagnostics = shown.filter((each) => each.code === code);
      return [action];
    });
  }
}

function diagnostic({ code, level, message, next, range }: Mistake): Diagnostic {
  const severity =
    level === "warning" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  const made = new Diagnostic(rangeOf(range), `${message} ${next}`, severity);
  made.source = "Campaign Notebook";
  made.code = code;
  return made;
}

export function rangeOf({ line, character, endLine, endCharacter }: TextRange): Range {
  return new Range(line - 1, character - 1, endLine - 1, endCharacter - 1);
}
