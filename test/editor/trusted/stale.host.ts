import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "mocha";
import { extensions } from "vscode";
import type { ExtensionApi } from "../../../extension/extension.ts";
import type { OpenNotebook } from "../workbench.ts";
import { command, open, problemIn, rowsIn, run, setText, until } from "../workbench.ts";

const setup =
  "---\ncampaign-notebook: 1\nsources:\n  ads: exports/ads-daily.csv\nparams:\n  least: 3 # clicks\n---\n";

function fence(text: string, info = "sql"): string {
  return `\n\`\`\`${info}\n${text}\n\`\`\`\n`;
}

const chain =
  setup +
  fence("SELECT range AS n FROM range(10)", "sql name=numbers") +
  fence("SELECT n FROM numbers WHERE n >= $least", "sql name=some_numbers") +
  fence("SELECT count(*) AS n FROM some_numbers") +
  fence("SELECT 1 AS one");

async function api(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>("campaign-notebook.campaign-notebook");
  ok(extension);
  return extension.activate();
}

/** Waits until just these cells are marked. */
async function marked({ notebook }: OpenNotebook, indices: readonly number[]): Promise<void> {
  const told = await api();
  const now = () => told.staleCells(notebook).map(({ index }) => index);
  await until(`stale: ${indices.join(", ")}`, () => now().join() === indices.join());
}

suite("stale cells", () => {
  test("are marked after an edit, with those that rest on them, and run alone", async () => {
    const opened = await open(chain);
    await run(opened);
    await marked(opened, []);
    const cells = opened.notebook.getCells();
    const [, numbers, , count, one] = cells;
    ok(numbers && count && one);
    deepStrictEqual(rowsIn(count), [[7]]);
    const untouched = one.executionSummary?.executionOrder;

    await setText(numbers, "SELECT range AS n FROM range(20)");
    await marked(opened, [1, 2, 3]);
    deepStrictEqual(rowsIn(count), [[7]]);
    const before = count.executionSummary?.executionOrder ?? 0;
    await command("campaignNotebook.runStaleCells");
    await marked(opened, []);
    deepStrictEqual(rowsIn(count), [[17]]);
    ok((count.executionSummary?.executionOrder ?? 0) > before);
    strictEqual(one.executionSummary?.executionOrder, untouched);
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
  });

  test("a changed parameter marks what binds it, holds over a restart, and can be kept", async () => {
    const opened = await open(chain);
    await run(opened);
    const [front, , , count] = opened.notebook.getCells();
    ok(front && count);
    const asked = await api();
    await asked.setParameter(opened.notebook, "least", "8");
    await marked(opened, [2, 3]);
    await command("campaignNotebook.runStaleCells");
    await marked(opened, []);
    deepStrictEqual(rowsIn(count), [[2]]);

    await command("campaignNotebook.restartKernel");
    await run(opened, 2);
    await run(opened, 3);
    deepStrictEqual(rowsIn(count), [[2]]);

    await asked.keepParameter(opened.notebook, "least");
    match(front.document.getText(), / {2}least: 8 # clicks$/);
    await opened.notebook.save();
    strictEqual(readFileSync(opened.path, "utf8"), chain.replace("least: 3", "least: 8"));
    await run(opened);
    deepStrictEqual(rowsIn(count), [[2]]);
    await marked(opened, []);
  });

  test("a name used before it is defined, or defined twice, is an error naming the other cell", async () => {
    const opened = await open(
      `${setup}${fence("FROM later")}${fence("SELECT 1 AS a", "sql name=later")}${fence("SELECT 2 AS a", "sql name=later")}`,
    );
    await run(opened, 1);
    await run(opened, 2);
    await run(opened, 3);
    const [, early, , twice] = opened.notebook.getCells();
    ok(early && twice);
    strictEqual(problemIn(early)?.code, "used_before_defined");
    match(problemIn(early)?.message ?? "", /cell 3/);
    strictEqual(problemIn(twice)?.code, "name_taken");
    match(problemIn(twice)?.message ?? "", /cell 3/);
  });
});
