import type { CompletionItemProvider, TextDocument } from "vscode";
import { CompletionItem, CompletionItemKind, CompletionList, Range, SnippetString } from "vscode";
import type { Completion, Completions } from "../../kernel/language/completion.ts";
import type { Explanation } from "../../kernel/language/explanation.ts";
import { completeSql } from "../../kernel/language/complete-sql.ts";
import { explanationMarkdown } from "./explanation-markdown.ts";
import type { NotebookNames } from "./notebook-names.ts";

const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  source: CompletionItemKind.Struct,
  result: CompletionItemKind.Struct,
  metric: CompletionItemKind.Function,
  function: CompletionItemKind.Method,
  argument: CompletionItemKind.Property,
  parameter: CompletionItemKind.Variable,
  keyword: CompletionItemKind.Keyword,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
};

/** Laid out for the item that is looked at, not for a thousand. */
const abouts = new WeakMap<CompletionItem, Explanation>();

export function sqlCompletion(names: NotebookNames): CompletionItemProvider {
  return {
    resolveCompletionItem: explained,
    async provideCompletionItems(document, position) {
      const known = await names.of(document);
      if (!known) return undefined;
      const text = document.getText();
      return itemsOf(completeSql(text, document.offsetAt(position), known.names), document);
    },
  };
}

export function itemsOf(
  { start, end, items }: Completions,
  document: TextDocument,
): CompletionList {
  const range = new Range(document.positionAt(start), document.positionAt(end));
  return new CompletionList(
    items.map((item, index) => {
      const made = new CompletionItem(
        { label: item.label, description: item.detail },
        kinds[item.kind],
      );
      made.range = range;
      made.insertText = item.isSnippet ? new SnippetString(item.insert) : item.insert;
      made.sortText = String(index).padStart(6, "0");
      if (item.about) abouts.set(made, item.about);
      return made;
    }),
  );
}

export function explained(item: CompletionItem): CompletionItem {
  const about = abouts.get(item);
  if (about) item.documentation = explanationMarkdown(about);
  return item;
}
