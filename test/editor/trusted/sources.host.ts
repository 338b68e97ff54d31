import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "mocha";
import { commands, Uri, workspace } from "vscode";
import { kernelPid, open, problemIn, rowsIn, run, sample } from "../workbench.ts";

const over = (path: string): string =>
  `---\ncampaign-notebook: 1\nsources:\n  ads: ${path}\n---\n\n\`\`\`sql\nSELECT count(*) AS n FROM ads\n\`\`\`\n`;

suite("sources and names", () => {
  test("a source outside the workspace is not read unasked, nor one behind a link", async () => {
    const outside = join(mkdtempSync(join(tmpdir(), "cn-outside-")), "ads.csv");
    writeFileSync(outside, sample("exports/ads-daily.csv"));
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    symlinkSync(outside, join(folder, "linked.csv"));
    for (const path of [outside, "linked.csv"]) {
      // Under test the editor refuses every dialog, which is no yes.
      const opened = await open(over(path));
      await run(opened);
      const [setup, query] = opened.notebook.getCells();
      ok(setup && query);
      const problem = problemIn(setup);
      strictEqual(problem?.code, "access_refused");
      ok(problem.message.includes(outside));
      strictEqual(query.outputs.length, 0);
      const report = join(folder, "outside.html");
      await commands.executeCommand("campaignNotebook.exportReport", undefined, Uri.file(report));
      ok(!existsSync(report));
    }
  });

  test("named results go along when a notebook is saved under another name", async () => {
    const text = "\n```sql name=kept\nSELECT 42 AS answer\n```\n\n```sql\nFROM kept\n```\n";
    const first = await open(text);
    await run(first, 0);
    // A document that a test opened is closed minutes later; its kernel ends now.
    const pid = await kernelPid(first.notebook);
    ok(pid !== undefined);
    process.kill(pid, "SIGKILL");
    const saved = await open(text);
    await run(saved, 1);
    deepStrictEqual(rowsIn(saved.notebook.cellAt(1)), [[42]]);
  });
});
