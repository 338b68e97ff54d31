import type { CompletionItemProvider, NotebookDocument } from "vscode";
import { RelativePattern, Uri, workspace } from "vscode";
import { completeSetup, takesFile } from "../../kernel/language/setup-help.ts";
import { setupCell } from "../notebook-memory.ts";
import { explained, itemsOf } from "./completion.ts";
import type { NotebookNames } from "./notebook-names.ts";

const exports = "**/*.{csv,tsv,txt,xlsx,zip,json,jsonl,parquet,gz}";
const mostFiles = 200;

export function setupCompletion(names: NotebookNames): CompletionItemProvider {
  return {
    resolveCompletionItem: explained,
    async provideCompletionItems(document, position) {
      const known = await names.of(document);
      if (!known || setupCell(known.cell.notebook) !== known.cell) return undefined;
      const text = document.getText();
      const offset = document.offsetAt(position);
      const files = takesFile(text, offset) ? await filesBeside(known.cell.notebook) : [];
      return itemsOf(completeSetup(text, offset, known.names, files), document);
    },
  };
}

/** In Restricted Mode nothing but the notebook is looked at. */
async function filesBeside({ uri, isUntitled }: NotebookDocument): Promise<readonly string[]> {
  if (!workspace.isTrusted || isUntitled) return [];
  const folder = Uri.joinPath(uri, "..");
  const pattern = new RelativePattern(folder, exports);
  const found = await workspace.findFiles(pattern, "**/node_modules/**", mostFiles);
  return found.map(({ path }) => path.slice(folder.path.length + 1)).toSorted();
}
