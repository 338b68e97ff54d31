import { deepStrictEqual, ok } from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "mocha";
import { extensions, Uri, window, workspace } from "vscode";
import type { ExtensionApi } from "../../../extension/extension.ts";
import { command, open, problemIn, rowsIn, run } from "../workbench.ts";

const plugin = `import { definePlugin } from "campaign-notebook";
export default definePlugin({ name: "registered", metrics: [{ name: "tenfold", label: "Tenfold",
  unit: "score", inputs: { n: "count" }, formula: "10 * n", doc: "Ten times." }] });`;

suite("plugins", () => {
  test("a new one works in a notebook, beside one of another extension", async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const api = await extensions
      .getExtension<ExtensionApi>("campaign-notebook.campaign-notebook")
      ?.activate();
    ok(api);
    const path = join(folder, "fresh.ts");
    await command("campaignNotebook.newPlugin", Uri.file(path));
    ok(existsSync(path) && existsSync(join(folder, "fresh.test", "spots.csv")));
    ok(window.activeTextEditor?.document.getText().includes("definePlugin"));

    writeFileSync(join(folder, "registered.mjs"), plugin);
    const registered = api.registerPlugin(join(folder, "registered.mjs"));
    const opened = await open(`---
campaign-notebook: 1
sources: {spots: fresh.test/spots.csv}
plugins: ./fresh.ts
---

\`\`\`sql
SELECT audio_placement(show_name, minute) AS placement, tenfold(plays) AS tenfold
FROM spots ORDER BY plays LIMIT 1
\`\`\`
`);
    await run(opened);
    registered.dispose();
    const cells = opened.notebook.getCells();
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
    deepStrictEqual(cells.map(rowsIn).at(-1), [["Night Shift, late", 8000]]);
  });
});
