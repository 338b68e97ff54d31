import { MarkdownString } from "vscode";
import type { Explanation } from "../../kernel/language/explanation.ts";

/** Names and texts come from files, so none of them is read as Markdown. */
export function explanationMarkdown({
  title,
  facts,
  code,
  paragraphs,
}: Explanation): MarkdownString {
  const text = new MarkdownString(`**${escaped(title)}** · ${escaped(facts)}\n\n`);
  if (code !== "") text.appendCodeblock(code, "sql");
  return text.appendMarkdown(paragraphs.map((each) => `${escaped(each)}\n\n`).join(""));
}

/** Every sign that could mean something, but for names in backticks; `appendText` would keep lines from breaking. */
export function escaped(text: string): string {
  return text
    .split(/(`\w+`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[!-/:-@[-`{-~]/g, "\\$&")))
    .join("");
}
