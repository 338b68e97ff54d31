import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EditorKernel } from "../../kernel/editor-kernel.ts";
import type { CellInputs, CellText } from "../../kernel/protocol/calls.ts";

const plugin = (factor: number | string, name: string): string => `
import { defineColumn, definePlugin } from "campaign-notebook";
const column = defineColumn({ id: "${name}_scaled", unit: "score", inputs: { n: "count" }, compute: ({ n }) => n * ${factor} });
export default definePlugin({ name: "${name}", columns: [column], metrics: [{ name: "${name}_times",
  label: "T", unit: "score", inputs: { n: "count" }, formula: "${factor} * n", doc: "Scaled." }] });`;

const sql = (text: string): CellText => ({ kind: "code", language: "sql", attributes: "", text });

test("an edited plugin makes what uses it stale; a loop in it leaves the kernel alive", async () => {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write("own.ts", plugin(2, "own"));
  await write("given.mjs", plugin(10, "given"));
  const cells: CellText[] = [
    {
      kind: "setup",
      language: "yaml",
      attributes: "",
      text: "campaign-notebook: 1\nplugins: ./own.ts\n",
    },
    sql("SELECT own_times(3) AS a, own_scaled(3) AS b, given_times(1) AS c, given_scaled(1) AS d"),
    sql("SELECT 1 AS one"),
  ];
  const kernel = new EditorKernel(() => undefined);
  onTestFinished(async () => {
    await kernel.close();
    await rm(folder, { recursive: true, force: true });
  });
  await kernel.open({
    notebookPath: join(folder, "n.campaign.md"),
    notebookUri: "file:///n.campaign.md",
    cacheFolder: join(folder, "cache"),
    sessionFolder: join(folder, "sessions"),
    plugins: [join(folder, "given.mjs")],
  });
  const shown: (CellInputs | null | undefined)[] = [];
  const run = async (index: number): Promise<unknown> => {
    const { outputs, madeFrom } = await kernel.runCell({ cells, index });
    shown[index] = madeFrom;
    const output = outputs[0]?.output;
    return output?.kind === "table" ? output.table.rows[0] : output;
  };
  await run(0);
  expect(await run(1)).toEqual([6, 6, 10, 10]);
  expect(await run(2)).toEqual([1]);
  expect(await kernel.staleCells({ cells, shown })).toEqual([]);

  await write("own.ts", plugin(5, "own"));
  expect((await kernel.staleCells({ cells, shown })).map(({ index }) => index)).toEqual([0, 1]);
  await run(0);
  expect(await run(1)).toEqual([15, 15, 10, 10]);
  expect(await kernel.staleCells({ cells, shown })).toEqual([]);

  await write("own.ts", "while (true) {}");
  expect(await run(0)).toMatchObject({
    kind: "error",
    problem: {
      code: "plugin",
      place: { file: "./own.ts" },
      message: expect.stringMatching(/10 s/),
    },
  });
  await write("own.ts", plugin(7, "own"));
  await run(0);
  expect(await run(1)).toEqual([21, 21, 10, 10]);
}, 60_000);
