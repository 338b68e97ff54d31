import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import { extensions, Uri, window, workspace } from "vscode";
import type { ExtensionApi } from "../../../extension/extension.ts";
import { command, open, outputsOf, problemIn, rowsIn, run } from "../workbench.ts";

const folder = (): string => workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";

async function api(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>("campaign-notebook.campaign-notebook");
  ok(extension);
  return extension.activate();
}

const plugin = `import { definePlugin } from "campaign-notebook";
export default definePlugin({ name: "registered", metrics: [{ name: "tenfold", label: "Tenfold",
  unit: "score", inputs: { n: "count" }, formula: "10 * n", doc: "Ten times." }],
  views: [{ name: "bars", label: "Bars", doc: "Bars.", inputs: { tenfold: "score" },
    chart: { mark: "bar", encoding: { x: { field: "tenfold", type: "quantitative" } } } }],
  templates: [{ name: "tenfold-week", title: "Tenfold week", description: "How much?", path: "./tenfold.campaign.md" }] });`;

suite("plugins", () => {
  test("a new one works in a notebook, beside one of another extension", async () => {
    const path = join(folder(), "fresh.ts");
    await command("campaignNotebook.newPlugin", Uri.file(path));
    ok(existsSync(path) && existsSync(join(folder(), "fresh.test", "spots.csv")));
    ok(window.activeTextEditor?.document.getText().includes("definePlugin"));

    writeFileSync(join(folder(), "registered.mjs"), plugin);
    writeFileSync(
      join(folder(), "tenfold.campaign.md"),
      "---\ncampaign-notebook: 1\n---\n\n# How much?\n",
    );
    const registered = (await api()).registerPlugin(join(folder(), "registered.mjs"));
    const opened = await open(`---
campaign-notebook: 1
sources: {spots: fresh.test/spots.csv}
plugins: ./fresh.ts
---

\`\`\`sql
SELECT audio_placement(show_name, minute) AS placement, tenfold(impressions) AS tenfold
FROM spots ORDER BY impressions LIMIT 1
\`\`\`

\`\`\`sql view=bars
SELECT tenfold(impressions) AS tenfold FROM spots
\`\`\`

\`\`\`diagnose
rules: [AU1]
\`\`\`
`);
    await run(opened);
    const cells = opened.notebook.getCells();
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
    const [, query, drawn, diagnosed] = cells;
    ok(query && drawn && diagnosed);
    deepStrictEqual(rowsIn(query), [["Night Shift, late", 8000]]);
    strictEqual(outputsOf(drawn)[0]?.kind, "chart");
    const [findings] = outputsOf(diagnosed);
    ok(findings?.kind === "findings");
    deepStrictEqual(
      findings.findings.map(({ rule, thing }) => [rule, thing.name]),
      [["AU1", "Spring 15s"]],
    );

    // Both plugins' templates are offered: that of the file names its plugin, the other needs not.
    const into = join(folder(), "begun");
    mkdirSync(into);
    await command("campaignNotebook.newNotebook", Uri.file(into), "audio-week");
    const week = readFileSync(join(into, "fresh", "fresh.campaign.md"), "utf8");
    match(week, /^plugins: \.\.\/\.\.\/fresh\.ts$/m);
    ok(existsSync(join(into, "fresh", "fresh.test", "spots.csv")));
    const editor = window.activeNotebookEditor;
    ok(editor);
    await run({ notebook: editor.notebook, editor, path: "" });
    deepStrictEqual(editor.notebook.getCells().map(problemIn).filter(Boolean), []);

    await command("campaignNotebook.newNotebook", Uri.file(into), "tenfold-week");
    const tenfold = join(into, "tenfold", "tenfold.campaign.md");
    strictEqual(
      readFileSync(tenfold, "utf8"),
      readFileSync(join(folder(), "tenfold.campaign.md"), "utf8"),
    );
    registered.dispose();
    mkdirSync(join(folder(), "later"));
    await command(
      "campaignNotebook.newNotebook",
      Uri.file(join(folder(), "later")),
      "tenfold-week",
    );
    ok(!existsSync(join(folder(), "later", "tenfold")));
  });
});
