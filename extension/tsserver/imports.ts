/** Imports that the server proposes in cells, under the names that the kernel knows modules by. */

import type ts from "@tsd/typescript";
import type { LengthOf } from "./cell-files.ts";

type Completions = ts.WithMetadata<ts.CompletionInfo> | undefined;

export function mendCompletions(found: Completions): Completions {
  return (
    found && {
      ...found,
      entries: found.entries.flatMap((entry) => {
        const asked = entry.data?.moduleSpecifier ?? entry.source;
        if (entry.data?.fileName === undefined || asked === undefined) return [entry];
        const text = moduleName(asked);
        return text === undefined ? [] : [{ ...entry, sourceDisplay: [{ kind: "text", text }] }];
      }),
    }
  );
}

export function mendDetails(
  found: ts.CompletionEntryDetails | undefined,
  lengthOf: LengthOf,
): ts.CompletionEntryDetails | undefined {
  if (!found?.codeActions) return found;
  const sourceDisplay = found.sourceDisplay?.map((part) => ({
    ...part,
    text: moduleName(part.text) ?? part.text,
  }));
  return {
    ...found,
    ...(sourceDisplay && { sourceDisplay }),
    codeActions: found.codeActions.flatMap((action) => mend(action, lengthOf)),
  };
}

export function mendFixes(
  found: readonly ts.CodeFixAction[],
  lengthOf: LengthOf,
): readonly ts.CodeFixAction[] {
  return found.flatMap((fix) => (fix.fixName === "import" ? mend(fix, lengthOf) : [fix]));
}

/** An action that adds an import; none where no cell can import that. */
function mend<Action extends ts.CodeAction>(action: Action, lengthOf: LengthOf): Action[] {
  const changes = mendChanges(action.changes, lengthOf);
  if (changes.every(({ textChanges }) => textChanges.length === 0)) return [];
  const description = action.description.replace(/(?<=")[^"]+/, (name) => moduleName(name) ?? name);
  return [{ ...action, description, changes }];
}

/** Changes of cells, without those that import what no cell can. */
export function mendChanges(
  changes: readonly ts.FileTextChanges[],
  lengthOf: LengthOf,
): ts.FileTextChanges[] {
  return changes.map((change) => ({
    ...change,
    textChanges: change.textChanges.flatMap(({ span, newText }) => {
      const text = newText.replace(statement, (whole, asked: string) => {
        const name = moduleName(asked);
        return name === undefined ? "" : whole.replace(asked, name);
      });
      if (text.trim() === "") return [];
      // Imports stand first; those behind the cell's own text are not the author's.
      return span.start < (lengthOf(change.fileName) ?? Infinity)
        ? { span, newText: text }
        : { span: { start: 0, length: 0 }, newText: `${text.trim()}\n` };
    }),
  }));
}

const statement = /^import .* from ["']([^"'\n]+)["'];?\r?\n?/gm;

/** Undefined for a file that has another name, or none, in a cell. */
function moduleName(asked: string): string | undefined {
  if (/-campaign-notebook$|\/types\/(?:cell|cell-metrics|api|typescript\/cell-module)$/.test(asked))
    return "campaign-notebook";
  if (/\/types\/apache-arrow\/Arrow(?:\.node|\.dom)?$/.test(asked)) return "apache-arrow";
  return /^[./^]|^[a-z]:/i.test(asked) ? undefined : asked;
}
