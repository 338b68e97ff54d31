import { expect, it } from "vitest";
import { WorkQueue } from "../../kernel/editor/work-queue.ts";
import { problemOf } from "../session/session-fixture.ts";

const tell = (signal: AbortSignal): Promise<string> =>
  Promise.resolve(signal.aborted ? "stopped" : "finished");

/** Work that is in the queue's hands until it is finished or stopped. */
function held() {
  const finishing = new AbortController();
  const work = async (signal: AbortSignal): Promise<string> => {
    const ending = AbortSignal.any([finishing.signal, signal]);
    await new Promise((resolve) => ending.addEventListener("abort", resolve));
    return tell(signal);
  };
  return { work, finish: () => finishing.abort() };
}

it("does one thing after the other, whether those before it failed or not", async () => {
  const queue = new WorkQueue();
  const { work, finish } = held();
  const done: string[] = [];
  const first = queue.add(work).then((how) => done.push(how));
  const second = queue
    .add(() => Promise.reject(new Error("failed")))
    .catch(() => done.push("second"));
  const third = queue.read("r", tell).then(() => done.push("third"));
  await new Promise(setImmediate);
  expect(done).toEqual([]);
  finish();
  await Promise.all([first, second, third]);
  expect(done).toEqual(["finished", "second", "third"]);
});

it("stops what was asked for before, and nothing after", async () => {
  const queue = new WorkQueue();
  const running = queue.add(held().work);
  const behind = queue.add(tell);
  const reading = problemOf(queue.read("r", tell));
  await new Promise(setImmediate);
  const end = queue.stop();
  const after = [queue.add(tell), queue.read("r", tell)];
  await end;
  expect([await running, await behind]).toEqual(["stopped", "stopped"]);
  expect((await reading).code).toBe("interrupted");
  expect(await Promise.all(after)).toEqual(["finished", "finished"]);
});

it("gives up the reading of one result at once, and goes on with all else", async () => {
  const queue = new WorkQueue();
  const { work, finish } = held();
  const running = queue.add(work);
  let begun = false;
  const waiting = queue.read("r", (signal) => {
    begun = true;
    return tell(signal);
  });
  const other = queue.read("other", tell);
  queue.stopReading("r");
  expect((await problemOf(waiting)).code).toBe("interrupted");
  finish();
  expect([await running, await other, begun]).toEqual(["finished", "finished", false]);
});
