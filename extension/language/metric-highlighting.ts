import type { DocumentSemanticTokensProvider } from "vscode";
import { SemanticTokensBuilder, SemanticTokensLegend } from "vscode";
import { metricCalls } from "../../kernel/language/metric-calls.ts";
import type { NotebookNames } from "./notebook-names.ts";

export const legend = new SemanticTokensLegend(["metric"]);

/** Calls of metrics stand out from SQL's own functions. */
export function metricHighlighting(names: NotebookNames): DocumentSemanticTokensProvider {
  return {
    async provideDocumentSemanticTokens(document) {
      const known = await names.of(document);
      if (!known) return undefined;
      const builder = new SemanticTokensBuilder(legend);
      for (const { start, end } of metricCalls(document.getText(), known.names)) {
        const { line, character } = document.positionAt(start);
        builder.push(line, character, end - start, 0);
      }
      return builder.build();
    },
  };
}
