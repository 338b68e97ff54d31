import { existsSync } from "node:fs";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Session } from "../../kernel/session/session.ts";
import type { Slot } from "../../kernel/session/slot.ts";
import { openSlot } from "../../kernel/session/slot.ts";
import { limits, temporaryFolder } from "./session-fixture.ts";

const notebook = "file:///notebooks/a.campaign.md";
const open = (folder: string, notebookUri = notebook, inheritFrom?: string) =>
  openSlot(folder, { notebookUri, ...(inheritFrom ? { inheritFrom } : {}) }, async (slot) => {
    const session = await Session.open({ ...slot, sources: [], macros: [], limits });
    return { ...slot, session };
  });

async function daysOld(file: string, days: number): Promise<void> {
  const time = new Date(Date.now() - days * 86_400_000);
  await utimes(file, time, time);
}

it("gives each session of a notebook a file, and the same one again", async () => {
  const folder = await temporaryFolder();
  const first = await open(folder);
  await first.session.run("CREATE TABLE kept AS SELECT 7 AS i");
  const second = await open(folder);
  expect(second.database).not.toBe(first.database);
  const other = await open(folder, "file:///notebooks/b.campaign.md");
  expect(new Set([first.scratch, second.scratch, other.scratch]).size).toBe(3);
  await Promise.all([first, second, other].map(({ session }) => session.close()));

  const again = await open(folder);
  expect(again.database).toBe(first.database);
  expect((await again.session.run("FROM kept")).rows).toEqual([[7n]]);
  await again.session.close();
  expect((await readdir(folder)).filter((name) => name.endsWith(".scratch"))).toEqual([]);
});

it("starts a notebook saved under another name with a copy of its results, once", async () => {
  const folder = await temporaryFolder();
  const saved = "file:///notebooks/saved.campaign.md";
  const first = await open(folder);
  await first.session.run("CREATE TABLE kept AS SELECT 7 AS i");
  await first.session.close();
  const copy = await open(folder, saved, notebook);
  expect((await copy.session.run("FROM kept")).rows).toEqual([[7n]]);
  await copy.session.run("CREATE OR REPLACE TABLE kept AS SELECT 8 AS i");
  await copy.session.close();
  const again = await open(folder, saved, notebook);
  expect((await again.session.run("FROM kept")).rows).toEqual([[8n]]);
  const before = await open(folder);
  expect((await before.session.run("FROM kept")).rows).toEqual([[7n]]);
  await Promise.all([again, before].map(({ session }) => session.close()));
  const none = await open(
    folder,
    "file:///notebooks/none.campaign.md",
    "file:///notebooks/gone.campaign.md",
  );
  await expect(none.session.run("FROM kept")).rejects.toMatchObject({
    problem: { code: "sql_unknown_name" },
  });
  await none.session.close();
});

it("passes over a damaged file, and does not touch it", async () => {
  const folder = await temporaryFolder();
  const first = await open(folder);
  await first.session.close();
  await writeFile(first.database, "no database".repeat(1000));
  const next = await open(folder);
  expect(next.database).not.toBe(first.database);
  await next.session.close();
  expect(existsSync(first.database)).toBe(true);
});

it("deletes what was unused for 7 days, unless it is open", async () => {
  const folder = await temporaryFolder();
  const names = ["old", "recent", "open"];
  const slots: Record<string, Slot & { session: Session }> = {};
  for (const name of names) slots[name] = await open(folder, name);
  await slots["old"]!.session.close();
  await slots["recent"]!.session.close();
  await daysOld(slots["old"]!.database, 8);
  await daysOld(slots["recent"]!.database, 6);
  await daysOld(slots["open"]!.database, 8);
  const { session } = await open(folder);
  expect(names.filter((name) => existsSync(slots[name]!.database))).toEqual(["recent", "open"]);
  await slots["open"]!.session.run("SELECT 1");
  await slots["open"]!.session.close();
  await session.close();
});

it("removes the scratch folders of dead processes, and no others", async () => {
  const folder = await temporaryFolder();
  const probe = await open(folder);
  const [slot = "", pid = "", host = ""] = probe.scratch.slice(folder.length + 1).split(".");
  expect([pid, hostname().length > 0]).toEqual([String(process.pid), true]);
  await probe.session.close();
  // No process has this id: the largest on Linux is 4194304.
  const dead = 2 ** 30;
  const leftovers = [
    `${slot}.${dead}.${host}`,
    `${slot}.1.${host}`,
    `${"f".repeat(32)}-0.${dead}.${host}`,
  ];
  const alive = [
    `${"f".repeat(32)}-1.${process.ppid}.${host}`,
    `${"f".repeat(32)}-2.${dead}.00000000`,
  ];
  for (const name of [...leftovers, ...alive]) await mkdir(join(folder, `${name}.scratch`));
  const { session } = await open(folder);
  expect(leftovers.filter((name) => existsSync(join(folder, `${name}.scratch`)))).toEqual([]);
  expect(alive.filter((name) => existsSync(join(folder, `${name}.scratch`)))).toEqual(alive);
  await session.close();
});
