import type { CompletionItemProvider, HoverProvider, NotebookCell } from "vscode";
import { completeChart, hoverChart } from "../../kernel/language/chart-help.ts";
import { cellsOf } from "../serializer.ts";
import { explained, itemsOf } from "./completion.ts";
import { shown } from "./hover.ts";
import type { NotebookNames } from "./notebook-names.ts";

export function chartCompletion(names: NotebookNames): CompletionItemProvider {
  return {
    resolveCompletionItem: explained,
    async provideCompletionItems(document, position) {
      const known = await names.of(document);
      if (!known) return undefined;
      const offset = document.offsetAt(position);
      const attributes = attributesOf(known.cell);
      return itemsOf(completeChart(document.getText(), offset, attributes, known.names), document);
    },
  };
}

export function chartHover(names: NotebookNames): HoverProvider {
  return {
    async provideHover(document, position) {
      const known = await names.of(document);
      if (!known) return undefined;
      const offset = document.offsetAt(position);
      const attributes = attributesOf(known.cell);
      return shown(hoverChart(document.getText(), offset, attributes, known.names), document);
    },
  };
}

function attributesOf(cell: NotebookCell): string {
  return cellsOf([cell])[0]?.attributes ?? "";
}
