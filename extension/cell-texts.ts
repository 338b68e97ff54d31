import type { NotebookDocument } from "vscode";
import type { CellText } from "../kernel/protocol/calls.ts";
import { cellsOf } from "./serializer.ts";

/** The notebook as its kernel takes it: the cells as they are now. */
export function cellTexts(notebook: NotebookDocument): CellText[] {
  return cellsOf(notebook.getCells()).map(({ kind, language, attributes, text }) => ({
    kind,
    language,
    attributes,
    text,
  }));
}
