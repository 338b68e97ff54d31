import type { Disposable, DocumentFilter } from "vscode";
import { languages } from "vscode";
import { notebookType } from "../controller.ts";
import type { Kernels } from "../kernels.ts";
import { chartCompletion, chartHover } from "./chart-completion.ts";
import { sqlCompletion } from "./completion.ts";
import { sqlFormatting } from "./formatting.ts";
import { setupHover, sqlHover } from "./hover.ts";
import { sqlDefinition } from "./definition.ts";
import { Diagnostics } from "./diagnostics.ts";
import { legend, metricHighlighting } from "./metric-highlighting.ts";
import type { NotebookNames } from "./notebook-names.ts";
import { quickFixes, quickFixKinds } from "./quick-fixes.ts";
import { renaming } from "./rename.ts";
import { setupCompletion } from "./setup-completion.ts";
import { sqlSignatures } from "./signature-help.ts";
import { TypescriptCells } from "./typescript-cells.ts";

const sql: DocumentFilter = { notebookType, language: "sql" };
const setup: DocumentFilter = { notebookType, language: "yaml" };
const chart: DocumentFilter = { notebookType, language: "vega-lite" };

/** Help while cells are written. It reads what is known and runs nothing. */
export function helpWriting(names: NotebookNames, kernels: Kernels): Disposable[] {
  const diagnostics = new Diagnostics(kernels);
  return [
    diagnostics,
    new TypescriptCells(names, kernels),
    languages.registerCodeActionsProvider(sql, quickFixes(diagnostics), quickFixKinds),
    languages.registerDefinitionProvider(sql, sqlDefinition),
    languages.registerRenameProvider([sql, setup, chart], renaming(kernels)),
    languages.registerCompletionItemProvider(sql, sqlCompletion(names), ".", "$"),
    languages.registerCompletionItemProvider(setup, setupCompletion(names), "/", ":", " "),
    languages.registerCompletionItemProvider(chart, chartCompletion(names), ":", " "),
    languages.registerHoverProvider(sql, sqlHover(names)),
    languages.registerHoverProvider(setup, setupHover(names)),
    languages.registerHoverProvider(chart, chartHover(names)),
    languages.registerSignatureHelpProvider(sql, sqlSignatures(names), "(", ",", "="),
    languages.registerDocumentFormattingEditProvider(sql, sqlFormatting(names)),
    languages.registerDocumentSemanticTokensProvider(sql, metricHighlighting(names), legend),
  ];
}
