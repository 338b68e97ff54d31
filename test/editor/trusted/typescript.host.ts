import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { suite, test } from "mocha";
import { extensions } from "vscode";
import type { ExtensionApi } from "../../../extension/extension.ts";
import {
  command,
  open,
  outputsOf,
  problemIn,
  rowsIn,
  run,
  setText,
  start,
  until,
} from "../workbench.ts";

function fence(text: string, info: string): string {
  return `\n\`\`\`${info}\n${text}\n\`\`\`\n`;
}

const column = (factor: number): string => `import { defineColumn } from "campaign-notebook";
defineColumn({
  id: "scaled", label: "Scaled", unit: "score", inputs: { n: "count" },
  compute: ({ n }: { n: number }) => n * ${factor},
});`;

const notebook =
  fence(column(2), "ts") +
  fence("SELECT range AS n, scaled(range) AS scaled FROM range(3)", "sql name=numbers") +
  fence(
    "mark: bar\nencoding: {x: {field: n}, y: {field: scaled, type: quantitative}}",
    "vega-lite data=numbers",
  );

suite("TypeScript cells", () => {
  test("a column is used in SQL and in a chart, and edited", async () => {
    const api = await extensions
      .getExtension<ExtensionApi>("campaign-notebook.campaign-notebook")
      ?.activate();
    const opened = await open(notebook);
    const cells = opened.notebook.getCells();
    const [script, numbers, chart] = cells;
    ok(api && script && numbers && chart);
    strictEqual(script.document.languageId, "typescript");
    await run(opened);
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
    const values = () => rowsIn(numbers).map(([, scaled]) => scaled);
    const drawn = () =>
      outputsOf(chart).flatMap((one) =>
        one.kind === "chart" ? one.table.rows.map(([, y]) => y) : [],
      );
    deepStrictEqual(
      [values(), drawn()],
      [
        [0, 2, 4],
        [0, 2, 4],
      ],
    );

    await setText(script, column(5));
    const stale = () => api.staleCells(opened.notebook).map(({ index }) => index);
    await until("all are stale", () => stale().join() === "0,1,2");
    await command("campaignNotebook.runStaleCells");
    await until("none is stale", () => stale().length === 0);
    deepStrictEqual(
      [values(), drawn()],
      [
        [0, 5, 10],
        [0, 5, 10],
      ],
    );
  });

  test("what a cell prints shows while it runs, and Stop ends a loop", async () => {
    const opened = await open(
      fence("console.log('so far');\nfor (;;) {}", "ts") + fence("1 + 1", "ts"),
    );
    const [loop, next] = opened.notebook.getCells();
    ok(loop && next);
    const running = start(opened.notebook, 0);
    const text = (cell: typeof loop) =>
      outputsOf(cell).map((output) => (output.kind === "text" ? output.text : output.kind));
    await until("it has printed", () => text(loop).join() === "so far\n");
    const stoppedAt = Date.now();
    await command("notebook.cancelExecution", opened.notebook.uri);
    await running;
    await until("the error shows", () => problemIn(loop) !== undefined);
    console.log(`MEASURED stopped a loop after ${Date.now() - stoppedAt} ms`);
    strictEqual(problemIn(loop)?.code, "interrupted");
    await run(opened, 1);
    deepStrictEqual(text(next), ["2"]);
  });
});
