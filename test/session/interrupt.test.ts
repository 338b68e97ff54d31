import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../kernel/session/session.ts";
import { openFixture, problemOf } from "./session-fixture.ts";

const endless =
  "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range";

let session: Session;
let scratch: string;

beforeEach(async () => {
  ({ session, scratch } = await openFixture());
});

describe("interrupt", () => {
  it.each([
    ["a cross join", endless],
    ["a sort", "SELECT i FROM range(300000000) t(i) ORDER BY hash(i) LIMIT 5000000"],
    ["a table that is replaced", `CREATE OR REPLACE TABLE kept AS ${endless}`],
    ["an update", "UPDATE kept SET i = (SELECT count(*) FROM range(100000000000))"],
    ["the second statement", `SELECT 1; ${endless}`],
  ])("ends %s and leaves everything as it was", async (_, sql) => {
    await session.run("CREATE TABLE kept AS SELECT 7 AS i");
    const running = problemOf(session.run(sql));
    await delay(120);
    session.interrupt();
    expect((await running).code).toBe("interrupted");
    expect((await session.run("FROM kept")).rows).toEqual([[7n]]);
  });

  it("ends only the call that runs", async () => {
    const running = problemOf(session.run(endless));
    const next = session.run("SELECT 1");
    await delay(50);
    session.interrupt();
    expect((await running).code).toBe("interrupted");
    expect((await next).rows).toEqual([[1n]]);
  });

  it("is not lost between two steps of a call, whenever it comes", async () => {
    for (let turns = 1; turns <= 12; turns++) {
      const running = problemOf(session.run(`SELECT 1; CREATE TABLE t AS ${endless}`));
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      session.interrupt();
      expect((await running).code, `after ${turns} turns`).toBe("interrupted");
    }
  });

  it("of one session leaves the others alone", async () => {
    const other = await openFixture();
    const running = problemOf(session.run(endless));
    const beside = other.session.run("CREATE TABLE t AS SELECT sum(i) FROM range(20000000) t(i)");
    await delay(20);
    session.interrupt();
    expect((await running).code).toBe("interrupted");
    expect((await beside).changed).toBe(1);
  });

  it("does nothing when nothing runs", async () => {
    session.interrupt();
    expect((await session.run("SELECT 1")).rows).toEqual([[1n]]);
  });

  it("ends a stream, read or not", async () => {
    const unread = await session.stream("FROM range(100000000)");
    session.interrupt();
    expect((await problemOf(unread.chunks.next())).code).toBe("interrupted");

    const { chunks } = await session.stream("FROM range(100000000)");
    expect((await chunks.next()).value?.rowCount).toBeGreaterThan(0);
    session.interrupt();
    expect((await problemOf(chunks.next())).code).toBe("interrupted");
    expect((await session.run("SELECT 1")).rows).toEqual([[1n]]);
  });
});

it("tells the progress of a long query", async () => {
  expect(session.progress()).toBeNull();
  await session.run("CREATE TABLE big AS SELECT i, hash(i) AS h FROM range(3000000) t(i)");
  const running = session.run("SELECT max(md5(h::VARCHAR)) FROM big");
  const seen: number[] = [];
  const watch = setInterval(() => {
    const progress = session.progress();
    if (progress !== null) seen.push(progress);
  }, 5);
  await running;
  clearInterval(watch);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(session.progress()).toBeNull();
});

describe("close", () => {
  it("settles everything that runs or waits, and removes the scratch folder", async () => {
    await writeFile(join(scratch, "spilled"), "x");
    const calls = [session.run(endless), session.run("SELECT 1"), session.stream("SELECT 1")];
    const settled = Promise.all(calls.map(problemOf));
    await delay(50);
    await session.close();
    expect((await settled).map(({ code }) => code)).toEqual(Array(3).fill("interrupted"));
    expect((await problemOf(session.run("SELECT 1"))).code).toBe("interrupted");
    await expect(access(scratch)).rejects.toThrow("ENOENT");
    await session.close();
  });

  it("ends a stream that nobody reads on", async () => {
    const { chunks } = await session.stream("FROM range(100000000)");
    await chunks.next();
    const waiting = problemOf(session.run("SELECT 1"));
    await session.close();
    expect((await waiting).code).toBe("interrupted");
    expect((await problemOf(chunks.next())).code).toBe("interrupted");
  });
});
