import type { RenameProvider } from "vscode";
import { NotebookEdit, Range, WorkspaceEdit } from "vscode";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import type { Kernels } from "../kernels.ts";
import { NotebookMemory } from "../notebook-memory.ts";
import { cellOf } from "./notebook-names.ts";

/** Renames named results and the notebook's columns in all cells; the engine's parser tells their uses. */
export function renaming(kernels: Kernels): RenameProvider {
  return {
    async provideRenameEdits(document, position, to) {
      const cell = cellOf(document);
      if (!cell) return undefined;
      const { notebook, index } = cell;
      const { state } = NotebookMemory.of(notebook);
      const offset = document.offsetAt(position);
      try {
        const kernel = kernels.of(notebook);
        const { texts, attributes } = await kernel.use("rename", { ...state, index, offset, to });
        const edit = new WorkspaceEdit();
        for (const change of texts) {
          const target = notebook.cellAt(change.index).document;
          const range = new Range(target.positionAt(change.start), target.positionAt(change.end));
          edit.replace(target.uri, range, change.text);
        }
        const metadata = attributes.map((change) =>
          NotebookEdit.updateCellMetadata(change.index, {
            ...notebook.cellAt(change.index).metadata,
            attributes: change.attributes,
          }),
        );
        if (metadata.length > 0) edit.set(notebook.uri, metadata);
        return edit;
      } catch (error) {
        // VS Code shows the message of whatever is thrown.
        throw error instanceof ProblemError ? new Error(describeProblem(error.problem)) : error;
      }
    },
  };
}
