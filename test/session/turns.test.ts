import { expect, it } from "vitest";
import { Turns } from "../../kernel/session/turns.ts";
import { problemOf } from "./session-fixture.ts";

it("lets a call in when those before it have left, in the order in which they came", async () => {
  const turns = new Turns();
  const entered: number[] = [];
  const calls = [0, 1, 2].map(async (call) => {
    const job = await turns.enter();
    entered.push(call);
    return job;
  });
  const first = await calls[0]!; // Three calls were just made.
  await new Promise(setImmediate);
  expect([entered, turns.current]).toEqual([[0], first]);
  turns.leave(first);
  const second = await calls[1]!;
  // Who left once does not end the turn of another by leaving again.
  turns.leave(first);
  expect([entered, turns.current]).toEqual([[0, 1], second]);
  turns.leave(second);
  expect(await calls[2]).toBe(turns.current);
});

it("ends once who is in has left, and lets nobody in behind it", async () => {
  const turns = new Turns();
  const job = await turns.enter();
  const behind = problemOf(turns.enter());
  let ended = false;
  const end = turns.end().then(() => (ended = true));
  await new Promise(setImmediate);
  expect(ended).toBe(false);
  turns.leave(job);
  await end;
  expect((await behind).code).toBe("interrupted");
  expect((await problemOf(turns.enter())).code).toBe("interrupted");
});
