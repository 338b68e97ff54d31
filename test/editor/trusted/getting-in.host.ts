import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import { NotebookRange, Uri, window, workspace } from "vscode";
import { command, open, outputsOf, problemIn, run, sample, save, until } from "../workbench.ts";

const folder = (): string => workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";

function newFolder(): string {
  const path = join(folder(), randomUUID());
  mkdirSync(path);
  return path;
}

const setup = "---\ncampaign-notebook: 1\nsources:\n  ads: exports/ads-daily.csv # daily\n---\n";

const panel = () =>
  window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.startsWith("Report:"));

suite("getting in", () => {
  test("a sample is copied with its export, runs, and is never overwritten", async () => {
    const into = newFolder();
    for (const name of ["funnel", "funnel-2"]) {
      await command("campaignNotebook.openSample", "funnel.campaign.md", Uri.file(into));
      const copy = join(into, name, "funnel.campaign.md");
      strictEqual(readFileSync(copy, "utf8"), sample("funnel.campaign.md"));
      ok(existsSync(join(into, name, "exports", "ads-daily.csv")));
      strictEqual(window.activeNotebookEditor?.notebook.uri.fsPath, copy);
    }
    deepStrictEqual(readdirSync(into).toSorted(), ["funnel", "funnel-2"]);
  });

  test("an empty notebook in a folder gets an export: one line, loaded at once", async () => {
    const into = newFolder();
    mkdirSync(join(into, "my exports"));
    const file = join(into, "my exports", "ads: mai.csv");
    copyFileSync(join(folder(), "exports", "ads-daily.csv"), file);
    await command("campaignNotebook.newEmptyNotebook", Uri.file(into));
    const notebook = window.activeNotebookEditor?.notebook;
    ok(notebook);
    const path = join(into, "notebook.campaign.md");
    strictEqual(notebook.uri.fsPath, path);
    const before = readFileSync(path, "utf8");
    await command("campaignNotebook.addExport", Uri.file(file), undefined, "ads");
    await until("the setup has run", () => notebook.cellAt(0).outputs.length > 0);
    deepStrictEqual(
      outputsOf(notebook.cellAt(0)).map(({ kind }) => kind),
      ["load"],
    );
    const saved = (await save({ notebook, path, editor: window.activeNotebookEditor! })).toString();
    strictEqual(
      saved,
      before.replace("sources:\n", 'sources:\n  ads: "my exports/ads: mai.csv"\n'),
    );
  });

  test("an empty notebook without a folder is untitled, and takes an export all the same", async () => {
    await command("campaignNotebook.newEmptyNotebook");
    const notebook = window.activeNotebookEditor?.notebook;
    ok(notebook?.isUntitled);
    deepStrictEqual(
      notebook.getCells().map(({ document }) => document.languageId),
      ["yaml", "markdown", "sql"],
    );
    const file = Uri.file(join(folder(), "exports", "ads-daily.csv"));
    await command("campaignNotebook.addExport", file, undefined, "ads");
    match(notebook.cellAt(0).document.getText(), /sources:\n {2}ads: exports\/ads-daily\.csv$/);
    await until("the setup has run", () => notebook.cellAt(0).outputs.length > 0);
    strictEqual(problemIn(notebook.cellAt(0)), undefined);
    await command("workbench.action.revertAndCloseActiveEditor");
  });

  test("adding to a notebook with sources changes no other line; one without setup gets one", async () => {
    const file = Uri.file(join(folder(), "exports", "ads-daily.csv"));
    const text = `${setup}\ntext\n`.replaceAll("\n", "\r\n");
    const opened = await open(text);
    await command("campaignNotebook.addExport", file, undefined, "ads_2");
    const line = "  ads: exports/ads-daily.csv # daily\r\n";
    strictEqual(
      (await save(opened)).toString(),
      text.replace(line, `${line}  ads_2: exports/ads-daily.csv\r\n`),
    );
    const bare = await open("# Title\n");
    await command("campaignNotebook.addExport", file, undefined, "ads");
    strictEqual(
      (await save(bare)).toString(),
      "---\ncampaign-notebook: 1\nsources:\n  ads: exports/ads-daily.csv\n---\n\n# Title\n",
    );
  });

  test("names go to the cursor of the selected cell, metrics with their inputs", async () => {
    const opened = await open(`${setup}\n\`\`\`sql\nSELECT  FROM ads\n\`\`\`\n`);
    const { editor, notebook } = opened;
    editor.selection = new NotebookRange(1, 2);
    await command("notebook.cell.edit");
    await until(
      "the cell is edited",
      () => window.activeTextEditor?.document === notebook.cellAt(1).document,
    );
    const text = window.activeTextEditor;
    ok(text);
    const { Selection } = await import("vscode");
    text.selection = new Selection(0, 7, 0, 7);
    await command("campaignNotebook.insertName", { text: '"Odd name"' });
    strictEqual(notebook.cellAt(1).document.getText(), 'SELECT "Odd name" FROM ads');
    await command("campaignNotebook.insertName", { snippet: ", ctr(clicks := ${1:sum(clicks)})" });
    strictEqual(
      notebook.cellAt(1).document.getText(),
      'SELECT "Odd name", ctr(clicks := sum(clicks)) FROM ads',
    );
  });
});

suite("opening", () => {
  test("a campaign notebook opens as one, other Markdown as text", async () => {
    const path = join(newFolder(), "a.campaign.md");
    writeFileSync(path, "# One\n");
    await command("vscode.open", Uri.file(path));
    await until("the notebook is shown", () => window.activeNotebookEditor !== undefined);
    strictEqual(window.activeNotebookEditor?.notebook.uri.fsPath, path);
    for (const name of ["README.md", "campaign.md", "a.campaign.md.md"]) {
      const other = join(newFolder(), name);
      writeFileSync(other, "# Two\n");
      await command("vscode.open", Uri.file(other));
      await until(
        "the text is shown",
        () => window.activeTextEditor?.document.uri.fsPath === other,
      );
      strictEqual(window.activeNotebookEditor, undefined);
    }
  });
});

suite("handing over", () => {
  test("the exported report has the bytes that the command line writes", async () => {
    const opened = await open(sample("high-ctr-low-cvr.campaign.md"));
    const [ours, theirs] = [join(folder(), "ours.html"), join(folder(), "theirs.html")];
    const startedAt = Date.now();
    await command("campaignNotebook.exportReport", undefined, Uri.file(ours));
    console.log(`MEASURED report exported in ${Date.now() - startedAt} ms`);
    const root = join(__dirname, "..", "..", "..");
    execFileSync(process.execPath, [
      join(root, "dist", "cli.cjs"),
      "run",
      opened.path,
      "--html",
      theirs,
    ]);
    ok(readFileSync(ours).equals(readFileSync(theirs)));
    ok(readdirSync(folder()).every((name) => !name.includes("unfinished")));
  });

  test("results are exported whole, and one that is not up to date is refused", async () => {
    const rows =
      "\n```sql name=many\nSELECT i AS n, '=1+1' AS f FROM range(1000) r(i)\n```\n\n```vega-lite data=many\nmark: bar\nencoding: {x: {field: n, type: quantitative}}\n```\n";
    const opened = await open(`${setup}${rows}`);
    const csv = join(folder(), `${randomUUID()}.csv`);
    const cell = opened.notebook.cellAt(1);
    await command("campaignNotebook.exportResult", cell, Uri.file(csv));
    ok(!existsSync(csv));
    await run(opened);
    strictEqual(problemIn(cell), undefined);
    await command("campaignNotebook.exportResult", opened.notebook.cellAt(2), Uri.file(csv));
    const lines = readFileSync(csv, "utf8").split("\n");
    deepStrictEqual([lines.length, lines[0], lines[1000]], [1002, "n,f", `999,"'=1+1"`]);
  });

  test("a report opens beside the notebook and follows it", async () => {
    const opened = await open(`${setup}\n# Seen\n\n\`\`\`sql\nSELECT 1 AS one\n\`\`\`\n`);
    await command("campaignNotebook.openReport");
    await until("the panel is there", () => panel() !== undefined);
    match(panel()?.label ?? "", /\.campaign\.md$/);
    await run(opened);
    ok(panel()?.group !== window.tabGroups.all[0]);
  });
});
