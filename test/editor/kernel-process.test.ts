import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { fork } from "node:child_process";
import { resolve } from "node:path";
import { KernelProcess } from "../../extension/kernel-process.ts";
import type { CellText } from "../../kernel/protocol/calls.ts";
import {
  endless,
  isAlive,
  pidOf,
  problemOf,
  quiet,
  rowsOf,
  setup,
  sql,
  startKernel,
  temporaryFolder,
} from "./kernel-program.ts";

const mine = (n: number): CellText[] => [
  setup,
  sql(`SELECT ${n} AS n`, "name=mine"),
  sql("FROM mine"),
];

describe("a kernel process", () => {
  it("loads, runs cells in any order their names allow, and says where they fail", async () => {
    const { kernel } = await startKernel(await temporaryFolder());
    const cells = [
      setup,
      sql("SELECT sum(impressions) * $factor AS twice FROM ads", "name=sums"),
      sql("SELECT twice / 2 AS once FROM sums"),
      sql("SELECT 1,\n  nonsense FROM ads"),
    ];
    const run = async (index: number, all: readonly CellText[] = cells) =>
      (await kernel.call("runCell", { cells: all, index })).outputs;

    expect(problemOf(await run(2))).toMatchObject({ code: "stale_result" });
    const [load] = await run(0);
    const impressions = (await run(1)).length;
    expect([load?.output.kind, impressions]).toEqual(["load", 1]);
    const [[once] = []] = rowsOf(await run(2));
    expect(Number(once)).toBeGreaterThan(0);
    expect(problemOf(await run(3))).toMatchObject({ code: "sql_unknown_name", place: { line: 2 } });

    // A changed cell's old numbers are no longer to be had.
    const changed = cells.with(1, sql("SELECT sum(impressions) AS twice FROM ads", "name=sums"));
    expect(problemOf(await run(2, changed))).toMatchObject({ code: "stale_result" });
    const halved = cells.with(0, { ...setup, text: setup.text.replace("factor: 2", "factor: 1") });
    expect(rowsOf(await run(1, halved))).toHaveLength(1);
    expect(rowsOf(await run(2, halved))).toEqual([[Number(once) / 2]]);
  });

  it("counts the lines of a broken setup in the cell, and runs nothing before it is mended", async () => {
    const { kernel } = await startKernel(await temporaryFolder());
    const cells = [
      { ...setup, text: "campaign-notebook: 1\nsuorces:\n  ads: x.csv" },
      sql("SELECT 1"),
    ];
    const first = await kernel.call("runCell", { cells, index: 0 });
    expect(problemOf(first.outputs)).toMatchObject({ code: "front_matter", place: { line: 2 } });
    const second = await kernel.call("runCell", { cells, index: 1 });
    expect(problemOf(second.outputs)?.code).toBe("front_matter");
    const mended = cells.with(0, setup);
    expect(rowsOf((await kernel.call("runCell", { cells: mended, index: 1 })).outputs)).toEqual([
      [1],
    ]);
  });

  it("stops the running cell and those behind it, and goes on", async () => {
    const { kernel } = await startKernel(await temporaryFolder());
    const cells = [setup, sql(endless), sql("SELECT 7 AS n")];
    const running = kernel.call("runCell", { cells, index: 1 });
    const queued = kernel.call("runCell", { cells, index: 2 });
    await delay(300);
    await kernel.call("stop");
    expect(problemOf((await running).outputs)?.code).toBe("interrupted");
    expect(problemOf((await queued).outputs)?.code).toBe("interrupted");
    expect(rowsOf((await kernel.call("runCell", { cells, index: 2 })).outputs)).toEqual([[7]]);
  });

  it("rejects all pending calls when it is killed; its named results are there for the next one", async () => {
    const folder = await temporaryFolder();
    const { kernel, ended } = await startKernel(folder);
    const cells = [setup, sql("SELECT 42 AS answer", "name=kept"), sql("FROM kept"), sql(endless)];
    await kernel.call("runCell", { cells, index: 1 });
    const running = kernel.call("runCell", { cells, index: 3 });
    const also = kernel.call("ping").then(() => kernel.call("stop"));
    const settled = Promise.allSettled([running, also]);
    process.kill(pidOf(kernel), "SIGKILL");
    for (const outcome of await settled) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { problem: { code: "kernel_ended" } },
      });
    }
    expect(ended.map(({ message }) => message)).toEqual([expect.stringContaining("SIGKILL")]);
    await expect(kernel.call("ping")).rejects.toMatchObject({ problem: { code: "kernel_ended" } });

    const next = await startKernel(folder);
    expect(rowsOf((await next.kernel.call("runCell", { cells, index: 2 })).outputs)).toEqual([
      [42],
    ]);
    const renamed = cells.with(1, sql("SELECT 42 AS answer", "name=other"));
    const gone = await next.kernel.call("runCell", { cells: renamed, index: 2 });
    expect(problemOf(gone.outputs)?.code).toBe("sql_unknown_name");
  });

  it("keeps two windows on one notebook apart", async () => {
    const folder = await temporaryFolder();
    const windows = [await startKernel(folder), await startKernel(folder)];
    for (const [n, { kernel }] of windows.entries()) {
      await kernel.call("runCell", { cells: mine(n), index: 1 });
    }
    for (const [n, { kernel }] of windows.entries()) {
      const { outputs } = await kernel.call("runCell", { cells: mine(n), index: 2 });
      expect(rowsOf(outputs)).toEqual([[n]]);
    }
  });

  it("ends when it is let go", async () => {
    const { kernel } = await startKernel(await temporaryFolder());
    const pending = kernel.call("runCell", { cells: [setup, sql(endless)], index: 1 });
    const rejected = expect(pending).rejects.toMatchObject({ problem: { code: "kernel_ended" } });
    kernel.dispose();
    await rejected;
    await expect.poll(() => isAlive(kernel.pid), { timeout: 5_000 }).toBe(false);
  });

  it("ends by itself when its editor is killed", async () => {
    const editor = fork(
      resolve("test/editor/editor-child.ts"),
      [await temporaryFolder(), endless],
      {
        execArgv: ["--import", "tsx"],
      },
    );
    const pid = await new Promise<number>((settle) => {
      editor.once("message", (message: { readonly pid: number }) => settle(message.pid));
    });
    expect(isAlive(pid)).toBe(true);
    editor.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });

  it("says why it could not start", async () => {
    const reason = new Promise((ended) => {
      const kernel = new KernelProcess({ entry: resolve("no/such/file.cjs") }, { ...quiet, ended });
      kernel.call("ping").catch(() => undefined);
    });
    expect(await reason).toMatchObject({ code: "kernel_ended" });
  });
});
