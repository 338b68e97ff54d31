import type { CodeActionProvider } from "vscode";
import { CodeAction, CodeActionKind, languages, Range, WorkspaceEdit } from "vscode";
import type { Diagnostics } from "./diagnostics.ts";

export const quickFixKinds = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

/** Puts what may have been meant in the place of what is not known. */
export function quickFixes(diagnostics: Diagnostics): CodeActionProvider {
  return {
    provideCodeActions(document, range) {
      const shown = languages.getDiagnostics(document.uri);
      return diagnostics.marksIn(document).flatMap(({ start, end, replacements }) => {
        const place = new Range(document.positionAt(start), document.positionAt(end));
        if (!place.intersection(range)) return [];
        return replacements.map((text, index) => {
          const action = new CodeAction(`Change to “${text}”`, CodeActionKind.QuickFix);
          action.edit = new WorkspaceEdit();
          action.edit.replace(document.uri, place, text);
          action.diagnostics = shown.filter((each) => each.range.isEqual(place));
          action.isPreferred = index === 0;
          return action;
        });
      });
    },
  };
}
