import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { EditorKernel } from "../../kernel/editor/editor-kernel.ts";
import type { CellText } from "../../kernel/protocol/calls.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("the report of an open notebook names the parameters of now, which no setup ran for", async () => {
  const setup = "campaign-notebook: 1\nparams: {n: 5}";
  const cells: CellText[] = [
    { kind: "setup", language: "yaml", attributes: "", text: setup },
    { kind: "code", language: "sql", attributes: "name=a", text: "SELECT $n * 2 AS doubled" },
  ];
  const kernel = new EditorKernel(() => undefined);
  await kernel.open({
    notebookPath: join(folder, "n.campaign.md"),
    notebookUri: "file:///n.campaign.md",
    cacheFolder: join(folder, "cache"),
    sessionFolder: join(folder, "sessions"),
  });
  try {
    await kernel.runCell({ cells, index: 0 });
    const state = { cells, parameters: { n: "77" } };
    await kernel.runCell({ ...state, index: 1 });
    const { html } = await kernel.report(state);
    expect(html).toContain("154");
    expect(/<h3>Parameters<\/h3>\s*<dl[^>]*><div><dt>n<\/dt><dd>(.*?)<\/dd>/.exec(html)?.[1]).toBe(
      "77",
    );
  } finally {
    await kernel.close();
  }
}, 30_000);
