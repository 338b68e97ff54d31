/** The thread that runs a notebook's TypeScript, one cell at a time; it keeps what cells export. */

import { parentPort, workerData } from "node:worker_threads";
import { ProblemError } from "../../protocol/problem.ts";
import type { ColumnAnswer, ColumnCall, FromThread, ThreadData, ToThread } from "../messages.ts";
import { NotebookThread } from "./notebook-thread.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kernel starts the thread with it
const { notebookPath, columns, answered } = workerData as ThreadData;
const flag = new Int32Array(answered);

function send(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message, transfer);
}

const thread = new NotebookThread(notebookPath, send);

parentPort?.on("message", (message: ToThread) => thread.receive(message));

columns.on("message", (call: ColumnCall) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  columns.postMessage(answerTo(call));
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});

function answerTo(call: ColumnCall): ColumnAnswer {
  try {
    const { values, missing } = thread.compute(call);
    return { values, missing };
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem };
    return { problem: { code: "script_column", message: String(error) } };
  }
}
