import { deepStrictEqual, match, ok } from "node:assert/strict";
import { suite, test } from "mocha";
import type { CompletionList, Hover, NotebookCell, SignatureHelp } from "vscode";
import {
  DiagnosticSeverity,
  languages,
  MarkdownString,
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
} from "vscode";
import { command, edit, open, run, setText, until } from "../workbench.ts";

const notebook = `---
campaign-notebook: 1
sources:
  ads: exports/ads-daily.csv
params:
  min_clicks: 100
---

\`\`\`sql name=by_ad
SELECT ad_id, sum(clicks_destination) AS clicks, sum(impressions) AS impressions FROM ads GROUP BY ad_id
\`\`\`

\`\`\`ts
import { ctr, params, rows, table } from "campaign-notebook";
export const rates = rows(await table("by_ad")).map((ad) => ({ name: ad.ad_id, ctr: ctr(ad) }));
const wrong: string = params.min_clicks;
\`\`\`

\`\`\`ts
const best = rates.map((rate) => rate.name);
best;
\`\`\`
`;

function at({ document }: NotebookCell, part: string) {
  const offset = document.getText().indexOf(part);
  ok(offset >= 0, part);
  return document.positionAt(offset + part.length);
}

async function labels(cell: NotebookCell, part: string): Promise<string[]> {
  const list = await command<CompletionList>(
    "vscode.executeCompletionItemProvider",
    cell.document.uri,
    at(cell, part),
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

async function hover(cell: NotebookCell, part: string): Promise<string> {
  const found = await command<Hover[]>(
    "vscode.executeHoverProvider",
    cell.document.uri,
    at(cell, part),
  );
  const texts = found.flatMap(({ contents }) => contents);
  return texts.map((text) => (text instanceof MarkdownString ? text.value : "")).join("\n");
}

/** What is wrong with a cell; hints about unused names are not. */
function problems({ document }: NotebookCell): string[] {
  return languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity !== DiagnosticSeverity.Hint)
    .map(({ severity, message }) => `${DiagnosticSeverity[severity]}: ${message}`);
}

suite("help in TypeScript cells", () => {
  test("the module, what earlier cells export and tables have their types", async () => {
    const opened = await open(notebook);
    const [, , first, last] = opened.notebook.getCells();
    ok(first && last);
    await until("the wrong type is underlined", () => problems(first).length > 0);
    deepStrictEqual(problems(first), [
      "Warning: Type 'number' is not assignable to type 'string'.",
    ]);
    deepStrictEqual(problems(last), []);
    match(await hover(first, "import { ct"), /ctr\(inputs[^]*CTR \(destination\)/);
    match(await hover(last, "= rate"), /const rates: \{[^]*ctr: number \| null/);
    const help = await command<SignatureHelp>(
      "vscode.executeSignatureHelpProvider",
      first.document.uri,
      at(first, "ctr: ctr("),
    );
    match(help.signatures[0]?.label ?? "", /impressions: number \| null/);
    deepStrictEqual((await labels(last, "rate.")).slice(0, 2), ["ctr", "name"]);

    await run(opened);
    await setText(first, `${first.document.getText()}\nrows(await table("by_ad"))[0]!.`);
    await until("the columns are known", () => problems(first).length > 1);
    deepStrictEqual((await labels(first, "[0]!.")).slice(0, 3), ["ad_id", "clicks", "impressions"]);
  });

  test("a cell that moves sees what stands above it then", async () => {
    const opened = await open("```ts\nexport const above = 1;\n```\n\n```ts\nabove;\n```\n");
    const [above, cell] = opened.notebook.getCells();
    ok(above && cell);
    const code = new NotebookCellData(
      NotebookCellKind.Code,
      "const text: string = above;",
      "typescript",
    );
    await edit(opened.notebook, NotebookEdit.insertCells(1, [code]));
    const inserted = opened.notebook.cellAt(1);
    await until("the type is known", () => problems(inserted).length > 0);
    deepStrictEqual(problems(inserted), [
      "Warning: Type 'number' is not assignable to type 'string'.",
    ]);
    await setText(above, "export const above = 'text';");
    await until("nothing is wrong", () => problems(inserted).length === 0);
  });
});
