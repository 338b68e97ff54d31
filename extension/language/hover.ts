import type { HoverProvider, TextDocument } from "vscode";
import { Hover, Range } from "vscode";
import type { Hover as Found } from "../../kernel/language/hover-sql.ts";
import { hoverSql } from "../../kernel/language/hover-sql.ts";
import { hoverSetup } from "../../kernel/language/setup-help.ts";
import { setupCell } from "../notebook-memory.ts";
import { explanationMarkdown } from "./explanation-markdown.ts";
import type { NotebookNames } from "./notebook-names.ts";

export function sqlHover(names: NotebookNames): HoverProvider {
  return {
    async provideHover(document, position) {
      const known = await names.of(document);
      if (!known) return undefined;
      return shown(
        hoverSql(document.getText(), document.offsetAt(position), known.names),
        document,
      );
    },
  };
}

export function setupHover(names: NotebookNames): HoverProvider {
  return {
    async provideHover(document, position) {
      const known = await names.of(document);
      if (!known || setupCell(known.cell.notebook) !== known.cell) return undefined;
      return shown(
        hoverSetup(document.getText(), document.offsetAt(position), known.names),
        document,
      );
    },
  };
}

export function shown(found: Found | null, document: TextDocument): Hover | undefined {
  if (!found) return undefined;
  const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
  return new Hover(explanationMarkdown(found.about), range);
}
