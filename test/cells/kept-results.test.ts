import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { NotebookRunner } from "../../kernel/cells/notebook-runner.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";

/** Runs cells of a notebook by number, over sessions that come one after the other on one file. */
async function sessions() {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return async (codes: readonly string[], ...indexes: readonly number[]) => {
    const kernel = await Kernel.open({
      cacheFolder: join(folder, "cache"),
      sessions: { folder: join(folder, "sessions"), notebookUri: "file:///a" },
    });
    const runner = await NotebookRunner.open(kernel, {
      path: join(folder, "a.campaign.md"),
      sources: new Map(),
      parameters: new Map(),
    });
    const { cells } = parseNotebook(codes.map((code) => `\`\`\`sql ${code}\n\`\`\`\n`).join("\n"));
    try {
      await runner.setup.run(cells);
      const planned = runner.setup.plan(cells);
      let rows: unknown = null;
      for (const index of indexes) {
        const cell = planned[index];
        const [output] = cell ? await runner.run(cell, planned) : [];
        rows = output?.kind === "table" ? output.table.rows : null;
      }
      return rows;
    } finally {
      runner.close();
      await kernel.close();
    }
  };
}

const stale = { problem: { code: "stale_result" } };

it("a named result is there in the next session while what it was made from is the same", async () => {
  const run = await sessions();
  const cells = ["name=a\nSELECT 1 AS n", "name=b\nSELECT n + 1 AS n FROM a", "\nFROM b"];
  expect(await run(cells, 0, 1, 2)).toEqual([[2]]);
  expect(await run(cells, 2)).toEqual([[2]]);
  const changed = cells.with(0, "name=a\nSELECT 10 AS n");
  await expect(run(changed, 2)).rejects.toMatchObject(stale);
  await expect(run(cells, 2)).rejects.toMatchObject(stale);
  expect(await run(changed, 0, 1, 2)).toEqual([[11]]);
});

it("a result over a table that a statement above made is not kept when that statement changes", async () => {
  const run = await sessions();
  const cells = ["\nCREATE OR REPLACE TABLE t AS SELECT 1 AS n", "name=a\nFROM t", "\nFROM a"];
  expect(await run(cells, 0, 1, 2)).toEqual([[1]]);
  expect(await run(cells, 2)).toEqual([[1]]);
  const changed = cells.with(0, "\nCREATE OR REPLACE TABLE t AS SELECT 2 AS n");
  await expect(run(changed, 0, 2)).rejects.toMatchObject(stale);
});

it("nothing of a cell that is gone or renamed can be read", async () => {
  const run = await sessions();
  await run(["name=a\nSELECT 1 AS n", "\nSELECT 2 AS n"], 0, 1);
  const unknown = { problem: { code: "sql_unknown_name" } };
  await expect(run(["name=b\nSELECT 1 AS n", "\nFROM a"], 0, 1)).rejects.toMatchObject(unknown);
  await expect(run(["\nFROM __cell_2"], 0)).rejects.toMatchObject(unknown);
});

it("a cell that fails leaves no result of its own", async () => {
  const run = await sessions();
  const cells = ["name=a\nSELECT 1 AS n", "\nFROM a"];
  await run(cells, 0);
  const broken = cells.with(0, "name=a\nSELECT error('no') AS n");
  await expect(run(broken, 0)).rejects.toMatchObject({ problem: { code: "sql_runtime" } });
  await expect(run(broken, 1)).rejects.toMatchObject(stale);
});
