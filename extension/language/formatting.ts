import type { DocumentFormattingEditProvider } from "vscode";
import { Range, TextEdit } from "vscode";
import { formatSql } from "../../kernel/language/format-sql.ts";
import type { NotebookNames } from "./notebook-names.ts";

export function sqlFormatting(names: NotebookNames): DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(document, { tabSize }) {
      const known = await names.of(document);
      const text = document.getText();
      const formatted = known && formatSql(text, known.names, tabSize);
      if (!formatted || formatted === text) return [];
      return [TextEdit.replace(new Range(0, 0, document.lineCount, 0), formatted)];
    },
  };
}
