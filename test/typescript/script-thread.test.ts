import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import { isProblem, readCell } from "../../kernel/typescript/cell-code.ts";
import { ScriptThread } from "../../kernel/typescript/script-thread.ts";

const memoryBytes = 200 * 1024 ** 2;

function start(): { thread: ScriptThread; run: (text: string) => Promise<string> } {
  const thread = new ScriptThread({ notebookPath: resolve("samples/n.campaign.md"), memoryBytes });
  onTestFinished(() => thread.close());
  let printed = "";
  const run = async (text: string): Promise<string> => {
    const code = readCell(text);
    if (isProblem(code)) return code.code;
    printed = "";
    const cell = {
      query: () => Promise.reject(new Error("nothing is asked here")),
      printed: (all: string) => void (printed = all),
      signal: undefined,
    };
    return thread.run({ code, given: [], parameters: {} }, cell).then(
      ({ shown }) => (shown?.kind === "text" ? shown.text : printed),
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
    );
  };
  return { thread, run };
}

test.each([
  ["objects", "const all: object[] = []; for (;;) all.push({ a: all.length, b: [all.length] });"],
  ["texts", "let all: string[] = []; for (let i = 0; ; i++) all.push('x'.repeat(1000) + i);"],
  [
    "buffers",
    "const all: Uint8Array[] = []; for (;;) { all.push(new Uint8Array(1e7).fill(1)); await new Promise((go) => setTimeout(go, 10)); }",
  ],
])("a cell that hoards %s is ended, and nothing else", async (_, text) => {
  const { thread, run } = start();
  expect(await run(text)).toBe("out_of_memory");
  expect(thread.isAlive).toBe(false);
});

test("a table of more than a gigabyte is refused, and the thread goes on", async () => {
  const { run } = start();
  const huge =
    'import { Table, makeVector } from "apache-arrow";\nconst bytes = makeVector(new Float64Array(1.1 * 2 ** 27));\nnew Table({ bytes })';
  expect(await run(huge)).toBe("too_large");
  expect(await run("1 + 1")).toBe("2");
});

test("what goes wrong after a cell has ended is printed by the next", async () => {
  const { run } = start();
  expect(await run("setTimeout(() => { throw new Error('too late'); }, 20); 'ended'")).toBe(
    "ended",
  );
  await sleep(300);
  expect(await run("const a = 1;")).toBe("After an earlier cell had ended: Error: too late\n");
});

test("no message is longer than 400 characters or shows a path of this machine", () => {
  const problem = readCell("(".repeat(100_000));
  expect(isProblem(problem) && describeProblem(problem).length).toBeLessThanOrEqual(400);
});
