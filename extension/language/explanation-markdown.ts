import { MarkdownString } from "vscode";
import type { Explanation } from "../../kernel/language/explanation.ts";

/** Names and texts come from files, so none of them is read as Markdown. */
export function explanationMarkdown({
  title,
  facts,
  code,
  paragraphs,
}: Explanation): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown("**").appendText(title).appendMarkdown("** · ").appendText(facts);
  text.appendMarkdown("\n\n");
  if (code !== "") text.appendCodeblock(code, "sql");
  for (const paragraph of paragraphs) text.appendText(paragraph).appendMarkdown("\n\n");
  return text;
}
