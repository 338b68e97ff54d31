/** The kernel as a process of its own, forked by an editor: calls come over IPC, and it ends with its parent. */

import { Worker } from "node:worker_threads";
import type { EditorKernel } from "./editor/editor-kernel.ts";
import type { KernelCall, KernelMessage } from "./protocol/calls.ts";
import type { Problem } from "./protocol/problem.ts";
import { ProblemError } from "./protocol/problem.ts";
import { callId, kernelCall } from "./protocol/schema/calls.ts";

// Time to close the database; what was committed is safe without it.
const farewellMs = 2_000;

// On a thread of its own, because this one may be drawing a chart when the editor dies. A parent's
// death shows as another parent (POSIX) or as a process that is not there (Windows).
const watch = `
  const parent = process.ppid;
  const lost = () => {
    try { process.kill(parent, 0); } catch (error) { if (error.code === "ESRCH") return true; }
    return process.ppid !== parent;
  };
  const timer = setInterval(() => {
    if (!lost()) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), ${farewellMs + 500});
  }, 1000);
`;

// Imported when running, so that an engine which this platform lacks is an answer, not a crash.
const kernel: Promise<EditorKernel> = import("./editor/editor-kernel.ts").then(
  ({ EditorKernel: Opened }) => new Opened(send),
);
kernel.catch(() => undefined);

function send(message: KernelMessage): void {
  // The parent may be gone; there is nobody left to tell.
  process.send?.(message, undefined, undefined, () => undefined);
}

async function answer(message: unknown): Promise<void> {
  const call = kernelCall.safeParse(message);
  if (!call.success) {
    const id = callId.safeParse(message);
    console.error(call.error.message);
    if (id.success) send({ type: "failure", id: id.data.id, problem: unreadable });
    return;
  }
  const { id } = call.data;
  try {
    send({ type: "answer", id, result: await perform(await kernel, call.data) });
  } catch (error) {
    send({ type: "failure", id, problem: problemOf(error) });
  }
}

function perform(api: EditorKernel, call: KernelCall): Promise<unknown> {
  switch (call.method) {
    case "open":
      return api.open(...call.params);
    case "runCell":
      return api.runCell(...call.params);
    case "staleCells":
      return api.staleCells(...call.params);
    case "parameters":
      return api.parameters(...call.params);
    case "outline":
      return api.outline(...call.params);
    case "textMarks":
      return api.textMarks(...call.params);
    case "explain":
      return api.explain(...call.params);
    case "rename":
      return api.rename(...call.params);
    case "check":
      return api.check(...call.params);
    case "report":
      return api.report(...call.params);
    case "exportReport":
      return api.exportReport(...call.params);
    case "exportResult":
      return api.exportResult(...call.params);
    case "exportScript":
      return api.exportScript(...call.params);
    case "pinInputs":
      return api.pinInputs(...call.params);
    case "previewSource":
      return api.previewSource(...call.params);
    case "templates":
      return api.templates(...call.params);
    case "readPage":
      return api.readPage(...call.params);
    case "summariseColumn":
      return api.summariseColumn(...call.params);
    case "stopReading":
      return api.stopReading(...call.params);
    case "stop":
      return api.stop();
    case "ping":
      return api.ping();
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "MODULE_NOT_FOUND" || code === "ERR_DLOPEN_FAILED") {
    return {
      code: "kernel_unavailable",
      message: `The query engine is not there for ${process.platform}-${process.arch}, so nothing can be run.`,
      next: "Install the build of the extension for this platform. Reading and editing go on.",
    };
  }
  // For the editor's log; the reader of the notebook is not shown a stack.
  console.error(error);
  return {
    code: "internal",
    message: `The kernel failed: ${error instanceof Error ? error.message : String(error)}`,
    next: "This is a defect of Campaign Notebook; please report it.",
  };
}

const unreadable: Problem = {
  code: "internal",
  message: "The kernel could not read what the editor asked.",
  next: "This is a defect of Campaign Notebook; please report it.",
};

async function end(): Promise<void> {
  setTimeout(() => process.exit(0), farewellMs).unref();
  await (await kernel).close();
  process.exit(0);
}

if (!process.send) {
  console.error("This is the notebook's kernel; an editor starts it.");
  process.exit(2);
}
new Worker(watch, { eval: true, execArgv: [] }).unref();
process.on("message", (message) => void answer(message));
process.once("disconnect", () => void end().catch(() => process.exit(1)));
