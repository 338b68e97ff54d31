import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { suite, test } from "mocha";
import { commands, workspace } from "vscode";
import { kernelPid, open, sample, save, setText } from "../workbench.ts";

suite("restricted mode", () => {
  test("a notebook opens and is edited; nothing runs", async () => {
    ok(!workspace.isTrusted);
    const opened = await open(sample("high-ctr-low-cvr.campaign.md"));
    const [setup, ...others] = opened.notebook.getCells();
    ok(setup && others.length > 0);
    // VS Code asks for trust, which nobody gives here, so the command does not settle.
    void commands.executeCommand("notebook.execute", opened.notebook.uri);
    for (const id of [
      "restartKernel",
      "openReport",
      "exportReport",
      "exportResult",
      "addExport",
      "explainQuery",
    ])
      void commands.executeCommand(`campaignNotebook.${id}`);
    await delay(3_000);
    deepStrictEqual(
      opened.notebook.getCells().flatMap(({ outputs }) => outputs),
      [],
    );
    strictEqual(await kernelPid(opened.notebook), undefined);
    await setText(setup, `${setup.document.getText()}\n# seen`);
    ok((await save(opened)).toString().includes("# seen"));
  });
});
