import type { DefinitionProvider } from "vscode";
import { Location, Range } from "vscode";
import { definitionOf } from "../../kernel/language/definition.ts";
import { NotebookMemory } from "../notebook-memory.ts";
import { cellOf } from "./notebook-names.ts";

/** Leads to the cell that makes a result, or to the setup that declares a name. */
export const sqlDefinition: DefinitionProvider = {
  provideDefinition(document, position) {
    const notebook = cellOf(document)?.notebook;
    if (!notebook) return undefined;
    const { cells } = NotebookMemory.of(notebook).state;
    const found = definitionOf(document.getText(), document.offsetAt(position), cells);
    if (!found) return undefined;
    const target = notebook.cellAt(found.index).document;
    const range = new Range(target.positionAt(found.start), target.positionAt(found.end));
    return new Location(target.uri, range);
  },
};
