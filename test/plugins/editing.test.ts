import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EditorKernel } from "../../kernel/editor/editor-kernel.ts";
import type { CellInputs, CellText } from "../../kernel/protocol/calls.ts";

const plugin = (factor: number, name: string): string => `
import { defineColumn, definePlugin } from "campaign-notebook";
const column = defineColumn({ id: "${name}_scaled", unit: "score", inputs: { n: "count" }, compute: ({ n }) => n * ${factor} });
export default definePlugin({ name: "${name}", columns: [column], metrics: [{ name: "${name}_times",
  label: "T", unit: "score", inputs: { n: "count" }, formula: "${factor} * n", doc: "Scaled." }],
  views: [{ name: "${name}-bars", label: "B", doc: "Bars.", inputs: { one: "count" },
    chart: { title: "Times ${factor}", mark: "bar", encoding: { x: { field: "one", type: "quantitative" } } } }],
  diagnoses: [{ id: "${name}_dear", name: "Dear", severity: "low", about: "level", needs: ["cost"],
    query: "SELECT thing_id, thing_name, NULL AS within, cost, true AS enough, cost >= ${factor} AS effect, 0 AS stake FROM diag_things",
    sentence: "It cost {cost}.", evidence: [{ column: "cost", label: "Cost", unit: "money" }], action: "Look." }] });`;

const sql = (text: string, attributes = "", language = "sql"): CellText => ({
  kind: "code",
  language,
  attributes,
  text,
});

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
    sql("SELECT 1 AS one", "view=own-bars"),
    sql("SELECT 'x' AS ad_id, 4 AS cost", "name=ads"),
    sql("source: ads\nrules: [own_dear]", "", "diagnose"),
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
  expect(await run(3)).toMatchObject({ kind: "chart", title: "Times 2" });
  expect(await run(4)).toEqual(["x", 4]);
  expect(await run(5)).toMatchObject({ findings: [{ thing: { id: "x" } }] });
  expect(await kernel.staleCells({ cells, shown })).toEqual([]);

  await write("own.ts", plugin(5, "own"));
  const stale = (await kernel.staleCells({ cells, shown })).map(({ index }) => index);
  expect(stale).toEqual([0, 1, 3, 5]);
  await run(0);
  expect(await run(1)).toEqual([15, 15, 10, 10]);
  expect(await run(3)).toMatchObject({ kind: "chart", title: "Times 5" });
  expect(await run(5)).toMatchObject({ findings: [], checked: [{ rule: "own_dear" }] });
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
