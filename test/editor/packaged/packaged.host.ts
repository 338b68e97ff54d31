import { deepStrictEqual, ok } from "node:assert/strict";
import { suite, test } from "mocha";
import { extensions } from "vscode";
import { open, outputsOf, problemIn, run, sample } from "../workbench.ts";

suite("the packaged extension", () => {
  test("is installed and runs the sample with its own engine", async () => {
    const extension = extensions.getExtension("campaign-notebook.campaign-notebook");
    ok(extension?.extensionPath.includes("campaign-notebook.campaign-notebook-"));
    const opened = await open(sample("high-ctr-low-cvr.campaign.md"));
    await run(opened);
    const cells = opened.notebook.getCells();
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
    const kinds = new Set(cells.flatMap((cell) => outputsOf(cell).map(({ kind }) => kind)));
    deepStrictEqual(kinds, new Set(["load", "kpi", "table", "chart", "findings"]));
  });
});
