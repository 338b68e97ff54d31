import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { NotebookKernel } from "../../extension/notebook-kernel.ts";
import type { KernelState } from "../../extension/notebook-kernel.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";
import {
  endless,
  isAlive,
  openRequest,
  pidOf,
  problemOf,
  program,
  rowsOf,
  setup,
  sql,
  temporaryFolder,
} from "./kernel-program.ts";

async function notebookKernel(allow = (): void => undefined, entry = program) {
  const request = openRequest(await temporaryFolder());
  const states: KernelState[] = [];
  const kernel = new NotebookKernel({
    program: entry,
    open: () => request,
    allow,
    log: () => undefined,
    changed: () => {
      if (states.at(-1) !== kernel.state) states.push(kernel.state);
    },
  });
  onTestFinished(() => kernel.dispose());
  return { kernel, states };
}

const cells = [setup, sql("SELECT 7 AS n"), sql(endless)];

it("starts when something is run, and knows when the setup is due", async () => {
  const { kernel, states } = await notebookKernel();
  expect([kernel.state, kernel.pid, kernel.needsSetup(setup.text)]).toEqual([
    "off",
    undefined,
    true,
  ]);
  await kernel.runCell({ cells, index: 0 });
  expect([kernel.needsSetup(setup.text), kernel.needsSetup("")]).toEqual([false, true]);
  expect(rowsOf((await kernel.runCell({ cells, index: 1 })).outputs)).toEqual([[7]]);
  expect(states).toEqual(["starting", "ready", "busy", "ready", "busy", "ready"]);
  await kernel.restart();
  expect(kernel.needsSetup(setup.text)).toBe(true);
});

it("is started again after a crash under a cell, and not after one while idle", async () => {
  const { kernel } = await notebookKernel();
  await kernel.runCell({ cells, index: 1 });
  const running = kernel.runCell({ cells, index: 2 });
  const first = pidOf(kernel);
  process.kill(first, "SIGKILL");
  await expect(running).rejects.toMatchObject({ problem: { code: "kernel_ended" } });
  await expect.poll(() => kernel.state, { timeout: 20_000 }).toBe("ready");
  expect(kernel.pid).not.toBe(first);
  process.kill(pidOf(kernel), "SIGKILL");
  await expect.poll(() => kernel.state, { timeout: 20_000 }).toBe("off");
  expect(rowsOf((await kernel.runCell({ cells, index: 1 })).outputs)).toEqual([[7]]);
});

// Windows has no way to hold a process.
it.skipIf(process.platform === "win32")("kills a kernel that does not stop", async () => {
  const { kernel } = await notebookKernel();
  await kernel.runCell({ cells, index: 1 });
  const running = kernel.runCell({ cells, index: 2 });
  const rejected = expect(running).rejects.toMatchObject({ problem: { code: "interrupted" } });
  await delay(200);
  const stalled = pidOf(kernel);
  process.kill(stalled, "SIGSTOP");
  await kernel.stop();
  await rejected;
  await expect.poll(() => isAlive(stalled)).toBe(false);
  expect(rowsOf((await kernel.runCell({ cells, index: 1 })).outputs)).toEqual([[7]]);
});

it.skipIf(process.platform === "win32")(
  "says when a kernel is silent, and when it is back",
  async () => {
    const { kernel, states } = await notebookKernel(undefined, { ...program, heartbeatMs: 200 });
    await kernel.runCell({ cells, index: 1 });
    const pid = pidOf(kernel);
    process.kill(pid, "SIGSTOP");
    await expect.poll(() => kernel.state, { timeout: 20_000 }).toBe("silent");
    process.kill(pid, "SIGCONT");
    await expect.poll(() => kernel.state, { timeout: 20_000 }).toBe("ready");
    // Nothing was ended for it.
    expect(kernel.pid).toBe(pid);
    expect(states).toContain("silent");
    expect(rowsOf((await kernel.runCell({ cells, index: 1 })).outputs)).toEqual([[7]]);
  },
);

it("does not begin what was stopped while it started", async () => {
  const { kernel } = await notebookKernel();
  const running = kernel.runCell({ cells, index: 2 });
  await kernel.stop();
  await expect(running).rejects.toMatchObject({ problem: { code: "interrupted" } });
  expect(rowsOf((await kernel.runCell({ cells, index: 1 })).outputs)).toEqual([[7]]);
});

it("leaves no process behind when it is restarted while it starts", async () => {
  const { kernel } = await notebookKernel();
  const first = kernel.runCell({ cells, index: 1 });
  const refused = expect(first).rejects.toBeInstanceOf(ProblemError);
  const pid = kernel.pid;
  await kernel.restart();
  await refused;
  expect(kernel.pid).not.toBe(pid);
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  expect(problemOf((await kernel.runCell({ cells, index: 1 })).outputs)).toBeUndefined();
});

it("starts nothing where it is not allowed to", async () => {
  const { kernel, states } = await notebookKernel(() => {
    throw new ProblemError({ code: "not_trusted", message: "no" });
  });
  const refused = { problem: { code: "not_trusted" } };
  await expect(kernel.runCell({ cells, index: 1 })).rejects.toMatchObject(refused);
  await expect(kernel.restart()).rejects.toMatchObject(refused);
  expect([kernel.pid, states]).toEqual([undefined, []]);
});

it("says that the program is broken, each time it is asked", async () => {
  const request = openRequest(await temporaryFolder());
  const kernel = new NotebookKernel({
    program: { entry: resolve("no/such/file.cjs") },
    open: () => request,
    allow: () => undefined,
    log: () => undefined,
    changed: () => undefined,
  });
  for (let time = 0; time < 2; time++) {
    await expect(kernel.runCell({ cells, index: 1 })).rejects.toMatchObject({
      problem: { code: "kernel_ended" },
    });
  }
});
