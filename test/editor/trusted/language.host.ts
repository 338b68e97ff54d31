import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { suite, test } from "mocha";
import type {
  CodeAction,
  CompletionList,
  Hover,
  Location,
  NotebookCell,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
} from "vscode";
import { languages, MarkdownString, NotebookRange, window, workspace, WorkspaceEdit } from "vscode";
import type { OpenNotebook } from "../workbench.ts";
import { command, kernelPid, open, outputsOf, rowsIn, run, setText, until } from "../workbench.ts";

const notebook = `---
campaign-notebook: 1
sources:
  ads: exports/ads-daily.csv
params:
  min_clicks: 100
columns:
  cost_per_engaged_view: { formula: cost / video_views_6s, unit: money }
---

\`\`\`sql name=by_ad
SELECT ad_id, max(ad_name) AS ad_name, ctr(sum(clicks_destination), sum(impressions)) AS ctr,
  cost_per_engaged_view(sum(cost), sum(video_views_6s)) AS price
FROM ads GROUP BY ad_id HAVING sum(clicks_destination) > $min_clicks
\`\`\`

\`\`\`sql
SELECT by_ad.ctr, 'by_ad' AS said FROM by_ad -- by_ad
\`\`\`

\`\`\`vega-lite data=by_ad
mark: bar
encoding: {y: {field: ad_name, type: nominal}, x: {field: ctr, type: quantitative}}
\`\`\`
`;

/** The place behind a part of the cell's text. */
function behind({ document }: NotebookCell, part: string) {
  const at = document.getText().indexOf(part);
  ok(at >= 0, part);
  return document.positionAt(at + part.length);
}

function labelsIn(list: CompletionList): string[] {
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

function textOf(hovers: readonly Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : ""))
    .join("\n")
    .replaceAll("\\", "");
}

const problemsIn = ({ document }: NotebookCell) => languages.getDiagnostics(document.uri);

function complete(cell: NotebookCell, part: string): Promise<CompletionList> {
  return command("vscode.executeCompletionItemProvider", cell.document.uri, behind(cell, part));
}

function hover(cell: NotebookCell, part: string): Promise<Hover[]> {
  return command("vscode.executeHoverProvider", cell.document.uri, behind(cell, part));
}

/** Actions and names are given for texts that are on the screen. */
async function enter({ editor }: OpenNotebook, cell: NotebookCell): Promise<void> {
  const range = new NotebookRange(cell.index, cell.index + 1);
  editor.selection = range;
  editor.revealRange(range);
  await command("notebook.cell.edit");
  await until("the cell is edited", () => window.activeTextEditor?.document === cell.document);
}

async function rename(cell: NotebookCell, part: string, to: string): Promise<void> {
  const edit = await command<WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    cell.document.uri,
    behind(cell, part),
    to,
  );
  // The command gives no edits of fence lines, which a person's rename makes too.
  const texts = new WorkspaceEdit();
  for (const [uri, edits] of edit.entries()) if (edits.length > 0) texts.set(uri, edits);
  ok(await workspace.applyEdit(texts));
}

suite("help while writing", () => {
  test("without a kernel: signature, hover with the platform note, completion, definition", async () => {
    const opened = await open(notebook);
    const [, query, reader] = opened.notebook.getCells();
    ok(query && reader);
    const { uri } = query.document;
    const help = await command<SignatureHelp>(
      "vscode.executeSignatureHelpProvider",
      uri,
      behind(query, "ctr("),
      "(",
    );
    strictEqual(help.signatures[0]?.label, "ctr(clicks, impressions) → ratio");
    strictEqual(help.signatures[0].activeParameter ?? help.activeParameter, 0);
    await setText(reader, "SELECT cvr(1, 2) FROM by_ad");
    const shown = textOf(await hover(reader, "cv"));
    ok(shown.includes("conversions / clicks"), shown);
    ok(shown.includes("cvr_impressions"), shown);
    const names = labelsIn(await complete(reader, "FROM "));
    deepStrictEqual(names.slice(0, 2), ["ads", "by_ad"]);
    ok(labelsIn(await complete(query, "> ")).includes("$min_clicks"));
    const [target] = await command<Location[]>(
      "vscode.executeDefinitionProvider",
      reader.document.uri,
      behind(reader, "FROM by_"),
    );
    strictEqual(String(target?.uri), String(uri));
    const tokens = await command<SemanticTokens>("vscode.provideDocumentSemanticTokens", uri);
    strictEqual(tokens.data.length, 2 * 5);
    const edits = await command<TextEdit[]>(
      "vscode.executeFormatDocumentProvider",
      reader.document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    strictEqual(edits.length > 0, true);
    strictEqual(await kernelPid(opened.notebook), undefined);
  });

  test("with loaded sources: columns with unit and header, faults at their place with a fix", async () => {
    const opened = await open(notebook);
    const [setup, query, reader] = opened.notebook.getCells();
    ok(setup && query && reader);
    await run(opened, 1);
    await setText(reader, "SELECT by_ad.ct FROM by_ad");
    let items: CompletionList["items"] = [];
    await untilAsync("columns are offered", async () => {
      items = (await complete(query, "max(")).items;
      return items.some(({ label }) => typeof label !== "string" && label.label === "ad_name");
    });
    const cost = items.find(({ label }) => typeof label !== "string" && label.label === "cost");
    ok(typeof cost?.label !== "string" && cost?.label.description?.startsWith("money, “Cost"));

    await until("the fault is underlined", () => problemsIn(reader).length > 0);
    const [fault] = problemsIn(reader);
    ok(fault);
    strictEqual(reader.document.getText(fault.range), "ct");
    strictEqual(fault.code, "sql_unknown_name");
    await enter(opened, reader);
    const [fix] = await command<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      reader.document.uri,
      fault.range,
    );
    ok(fix?.edit);
    strictEqual(fix.title, "Change to “ctr”");
    ok(await workspace.applyEdit(fix.edit));
    strictEqual(reader.document.getText(), "SELECT by_ad.ctr FROM by_ad");
    await until("the fault is gone", () => problemsIn(reader).length === 0);

    await setText(reader, "SELECT 1 FRO by_ad");
    await until(
      "the syntax error is underlined",
      () => problemsIn(reader)[0]?.code === "sql_syntax",
    );
    await setText(setup, `${setup.document.getText()}\nbaselin: 1`);
    await until("the setup's fault is underlined", () => problemsIn(setup).length > 0);
    const [line] = problemsIn(setup);
    strictEqual(line?.range.start.line, setup.document.lineCount - 1);
  });

  test("another name for a column changes every use, for a result those in texts", async () => {
    const opened = await open(notebook);
    const [setup, query, reader] = opened.notebook.getCells();
    ok(setup && query && reader);
    await enter(opened, query);
    await rename(query, "cost_per_engaged", "price_of_view");
    ok(setup.document.getText().includes("  price_of_view: { formula: cost / video_views_6s"));
    ok(query.document.getText().includes("price_of_view(sum(cost), sum(video_views_6s)) AS price"));
    await run(opened);
    ok(rowsIn(reader).length > 0);
    await enter(opened, reader);
    await rename(reader, "FROM by_", "per_ad");
    strictEqual(
      reader.document.getText(),
      "SELECT per_ad.ctr, 'by_ad' AS said FROM per_ad -- by_ad",
    );
  });

  test("setup and charts: settings, files, columns", async () => {
    const opened = await open(notebook);
    const [setup, query, , chart] = opened.notebook.getCells();
    ok(setup && query && chart);
    const files = labelsIn(await complete(setup, "ads: "));
    ok(files.includes("exports/ads-daily.csv"), files.join());
    ok(textOf(await hover(setup, "para")).includes("$name in SQL is bound"));
    await run(opened, 1);
    await untilAsync("columns are offered", async () =>
      labelsIn(await complete(chart, "x: {field: ")).includes("price"),
    );
  });

  test("Chart this inserts a chart that draws; Explain shows what is computed", async () => {
    const opened = await open(
      notebook.slice(0, notebook.indexOf("\n```sql\nSELECT by_ad")).replace(" name=by_ad", ""),
    );
    await run(opened);
    const query = opened.notebook.cellAt(1);
    await command("campaignNotebook.chartThis", query);
    const chart = opened.notebook.cellAt(2);
    strictEqual(chart.metadata["attributes"], "data=result");
    strictEqual(opened.notebook.cellAt(1).metadata["attributes"], "name=result");
    await until("the chart is drawn", () => outputsOf(chart)[0]?.kind === "chart");

    await command("campaignNotebook.explainQuery", opened.notebook.cellAt(1));
    const explained = window.visibleTextEditors
      .map(({ document }) => document)
      .find(({ uri }) => uri.scheme === "campaign-notebook-explained");
    const text = explained?.getText() ?? "";
    ok(text.startsWith("-- ctr: CTR (destination) = clicks / impressions\n"), text);
    ok(
      text.includes(
        "(CAST(sum(cost) AS DOUBLE) / nullif(CAST(sum(video_views_6s) AS DOUBLE), 0e0)) AS price",
      ),
    );
  });
});

async function untilAsync(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`This did not come: ${what}`);
}
