import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { EditorKernel } from "../../kernel/editor/editor-kernel.ts";
import type { CellInputs, CellText } from "../../kernel/protocol/calls.ts";
import type { CellOutput } from "../../kernel/protocol/output.ts";

const code = (text: string, language = "sql", attributes = ""): CellText => ({
  kind: "code",
  language,
  attributes,
  text,
});
const own = 'import { defineColumn, sql, table } from "campaign-notebook";\n';
const column = (factor: number): CellText =>
  code(
    `${own}export const factor = ${factor};
     defineColumn({ id: "scaled", unit: "score", inputs: { n: "count" }, compute: ({ n }) => n * ${factor} });
     export const numbers = [{ n: 1 }, { n: 2 }];`,
    "ts",
  );

/** A notebook in an editor, cell by cell. */
class Notebook {
  cells: CellText[];
  readonly outputs = new Map<number, readonly CellOutput[]>();
  readonly shown: (CellInputs | null | undefined)[];
  readonly kernel = new EditorKernel(() => undefined);

  constructor(cells: readonly CellText[]) {
    this.cells = [...cells];
    this.shown = cells.map(() => undefined);
  }

  async run(...indices: number[]): Promise<unknown> {
    let last: unknown;
    for (const index of indices) {
      const { outputs, madeFrom } = await this.kernel.runCell({ cells: this.cells, index });
      this.shown[index] = madeFrom;
      last = outputs.map(({ output }) => {
        if (output.kind === "error") return output.problem.code;
        return output.kind === "table" ? output.table.rows : "text" in output ? output.text : "";
      })[0];
    }
    return last;
  }

  async stale(): Promise<Record<number, readonly string[]>> {
    const { cells, shown } = this;
    const stale = await this.kernel.staleCells({ cells, shown });
    return Object.fromEntries(stale.map(({ index, because }) => [index, because]));
  }
}

async function opened(cells: readonly CellText[]): Promise<Notebook> {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  await writeFile(join(folder, "beside.mjs"), "export const beside = 7;");
  const notebook = new Notebook(cells);
  onTestFinished(async () => {
    await notebook.kernel.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  await notebook.kernel.open({
    notebookPath: join(folder, "n.campaign.md"),
    notebookUri: "file:///n.campaign.md",
    cacheFolder: join(folder, "cache"),
    sessionFolder: join(folder, "sessions"),
  });
  return notebook;
}

const dependents = [
  column(2),
  code("SELECT scaled(n) AS scaled FROM numbers ORDER BY n", "sql", "name=scaled_numbers"),
  code("mark: bar\nencoding: {y: {field: scaled}}", "vega-lite", "data=scaled_numbers"),
  code("factor + 1", "ts"),
  code("SELECT 1 AS one"),
];

test("a column's cell that changes makes stale what calls it, and new values come", async () => {
  const notebook = await opened(dependents);
  expect(await notebook.run(0, 1)).toEqual([[2], [4]]);
  expect(await notebook.run(2, 4, 3)).toBe("3");
  expect(await notebook.stale()).toEqual({});
  const named = async () => (await notebook.kernel.outline({ cells: notebook.cells })).metrics;
  expect(await named()).toMatchObject([{ name: "scaled", inputs: [{ name: "n", unit: "count" }] }]);

  notebook.cells[0] = column(10);
  expect(await named()).toEqual([]);
  expect(await notebook.stale()).toEqual({
    0: ["the cell changed"],
    1: ["numbers changed", "scaled() changed"],
    2: ["scaled_numbers changed"],
    3: ["a cell above changed", "scaled_numbers above changed"],
  });
  expect(await notebook.run(1)).toBe("stale_result");
  expect(await notebook.run(3)).toBe("stale_result");
  expect(await notebook.run(0, 1)).toEqual([[10], [20]]);
  expect(await notebook.run(2, 3)).toBe("11");
  expect(await notebook.stale()).toEqual({});
});

const endings: [what: string, text: string, code: string | RegExp][] = [
  ["loops", "for (;;) {}", "interrupted"],
  ["waits", "await new Promise(() => undefined);", "interrupted"],
  [
    "asks a long query",
    `${own}await sql("SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range % 3");`,
    "interrupted",
  ],
];

test.each(endings)("a cell that %s is stopped within 500 ms; tables stay", async (_, text, end) => {
  const notebook = await opened([
    code("SELECT 1 AS n", "sql", "name=kept"),
    code(text, "ts"),
    code("FROM kept"),
    code("import { rows, table } from 'campaign-notebook';\nrows(await table('kept'))[0].n", "ts"),
  ]);
  await notebook.run(0);
  const running = notebook.run(1);
  await sleep(1_500);
  const before = performance.now();
  await notebook.kernel.stop();
  expect(performance.now() - before).toBeLessThan(500);
  expect(await running).toBe(end);
  expect(await notebook.run(2)).toEqual([[1]]);
  expect(await notebook.run(3)).toBe("1");
});

test("a column without its thread says what to run", async () => {
  const notebook = await opened([column(2), code("for (;;) {}", "ts"), ...dependents.slice(1)]);
  expect(await notebook.run(0, 2)).toEqual([[2], [4]]);
  const running = notebook.run(1);
  await sleep(1_000);
  await notebook.kernel.stop();
  expect(await running).toBe("interrupted");
  expect(await notebook.run(2)).toBe("stale_result");
  expect(await notebook.run(4)).toBe("stale_result");
  expect(await notebook.run(0, 2)).toEqual([[2], [4]]);
});

test("files beside the notebook are found", async () => {
  const notebook = await opened([code('import { beside } from "./beside.mjs";\nbeside', "ts")]);
  expect(await notebook.run(0)).toBe("7");
});
