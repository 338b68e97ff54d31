import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import type { KernelProcess } from "../../extension/kernel-process.ts";
import type { TableOutput } from "../../kernel/protocol/output.ts";
import type { PageRequest } from "../../kernel/protocol/result-page.ts";
import type { SortKey } from "../../kernel/protocol/result-view.ts";
import { problemOf } from "../session/session-fixture.ts";
import {
  endless,
  problemOf as problemIn,
  sql,
  startKernel,
  temporaryFolder,
} from "./kernel-program.ts";

async function tableOf(
  kernel: KernelProcess,
  cells: readonly ReturnType<typeof sql>[],
  index = 0,
): Promise<TableOutput> {
  const { outputs } = await kernel.call("runCell", { cells, index });
  const output = outputs[0]?.output;
  if (output?.kind !== "table") throw new Error(JSON.stringify(output));
  return output;
}

function pageOf({ result }: TableOutput, offset = 0, sort: readonly SortKey[] = []): PageRequest {
  return { result: result ?? "", view: { sort, filters: [] }, offset, count: 200 };
}

const descending = [{ column: "n", descending: true }];

it("reads what a cell showed, named or not, until the cell runs again", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const cells = [sql("SELECT range AS n FROM range(5000)"), sql("SELECT 1 AS n", "name=one")];
  const first = await tableOf(kernel, cells);
  expect(first.table.rows).toHaveLength(200);
  const page = await kernel.call("readPage", pageOf(first, 4990));
  expect([page.total, page.rows.length, page.rows.at(-1)]).toEqual([5000, 10, [4999]]);
  const named = await tableOf(kernel, cells, 1);
  expect((await kernel.call("readPage", pageOf(named))).rows).toEqual([[1]]);
  const summary = { result: first.result ?? "", column: "n", filters: [], search: "" };
  expect(await kernel.call("summariseColumn", summary)).toMatchObject({
    distinct: 5000,
    max: 4999,
  });
  const again = await tableOf(kernel, cells);
  const gone = await problemOf(kernel.call("readPage", pageOf(first)));
  expect([gone.code, gone.next]).toEqual(["result_gone", "Run the cell again."]);
  expect((await kernel.call("readPage", pageOf(again, 4999, descending))).rows).toEqual([[0]]);
});

it("shows the view of the fence line, and refuses one that does not fit", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const text = "SELECT range AS n, range % 3 AS g FROM range(1000)";
  const cell = sql(text, "sort=n:desc filter=g=1 columns=g");
  const { table, view, unfiltered } = await tableOf(kernel, [cell]);
  expect(table.rows.slice(0, 2)).toEqual([
    [997, 1],
    [994, 1],
  ]);
  expect([table.total, unfiltered, view?.columns]).toEqual([333, 1000, ["g"]]);
  const cells = [sql(text, "filter=h=1")];
  const { outputs } = await kernel.call("runCell", { cells, index: 0 });
  expect(problemIn(outputs)?.message).toContain("“h”");
});

it("sums a result up by campaign, and shows what a campaign is made of", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const text = `SELECT 'c' || n % 2 AS campaign_id, 'a' || n AS ad_id, sum(n) AS n FROM range(6) t(n) GROUP BY ALL`;
  const shown = await tableOf(kernel, [sql(text, "level=campaign")]);
  expect([shown.table.rows, shown.level, shown.rolledUp]).toEqual([
    [
      ["c0", null, 6],
      ["c1", null, 9],
    ],
    { rows: 6, totals: [null, null, 15] },
    ["n"],
  ]);
  const view = {
    sort: descending,
    filters: [],
    level: { from: "campaign", opened: ["c1"] },
  } as const;
  const page = await kernel.call("readPage", { ...pageOf(shown), view });
  expect(page).toEqual({
    rows: [
      ["c1", "a5", 5],
      ["c1", "a3", 3],
      ["c1", "a1", 1],
    ],
    total: 3,
    of: 6,
    level: { rows: 3, totals: [null, null, 9] },
  });
});

it("a statement of another cell that changes a result is seen, sorted or not", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const cells = [
    sql("SELECT range AS n FROM range(3000)", "name=kept"),
    sql("DELETE FROM kept WHERE n >= 2500"),
  ];
  const shown = await tableOf(kernel, cells);
  expect((await kernel.call("readPage", pageOf(shown, 1500, descending))).rows[0]).toEqual([1499]);
  await kernel.call("runCell", { cells, index: 1 });
  const page = await kernel.call("readPage", pageOf(shown, 1500, descending));
  expect([page.total, page.rows[0]]).toEqual([2500, [999]]);
});

it("waits for the cell that runs, and is given up without it", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const cells = [sql("SELECT 1 AS n"), sql(endless)];
  const shown = await tableOf(kernel, cells);
  const running = kernel.call("runCell", { cells, index: 1 });
  const waiting = problemOf(kernel.call("readPage", pageOf(shown)));
  await kernel.call("stopReading", shown.result ?? "");
  expect((await waiting).code).toBe("interrupted");
  const behind = problemOf(kernel.call("readPage", pageOf(shown)));
  await delay(100);
  await kernel.call("stop");
  expect(problemIn((await running).outputs)?.code).toBe("interrupted");
  expect((await behind).code).toBe("interrupted");
  expect((await kernel.call("readPage", pageOf(shown))).rows).toEqual([[1]]);
});

it("a long sort stops, and the kernel goes on", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const cells = [
    sql("SELECT hash(range)::VARCHAR || 'text' AS n FROM range(1000000) ORDER BY range"),
  ];
  const shown = await tableOf(kernel, cells);
  const sorting = problemOf(kernel.call("readPage", pageOf(shown, 900_000, descending)));
  await delay(50);
  await kernel.call("stopReading", shown.result ?? "");
  expect((await sorting).code).toBe("interrupted");
  const page = await kernel.call("readPage", pageOf(shown, 999_999));
  expect([page.total, page.rows.length]).toEqual([1_000_000, 1]);
});

it("a result of a kernel that was started again is gone; a column called rowid is shown and not paged", async () => {
  const folder = await temporaryFolder();
  const { kernel } = await startKernel(folder);
  const shown = await tableOf(kernel, [sql("SELECT 1 AS n", "name=kept")]);
  kernel.dispose();
  const { kernel: next } = await startKernel(folder);
  expect((await problemOf(next.call("readPage", pageOf(shown)))).code).toBe("result_gone");
  const odd = await tableOf(next, [sql("SELECT 7 - range AS rowid FROM range(3) ORDER BY 1 DESC")]);
  expect([odd.result, odd.table.rows]).toEqual([undefined, [[7], [6], [5]]]);
});
