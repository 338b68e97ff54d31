import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { countRows, makeDatabase, rows } from "./small-database.ts";

const children: ChildProcess[] = [];
let root: string;
let writer: string;
let database: string;
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "source-cache-processes-"));
  database = join(root, "made.duckdb");
  await makeDatabase(database);
  writer = join(root, "cache-writer.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("cache-writer.ts", import.meta.url))],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "esm",
  });
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, "cache-"));
});

const key = (index: number): string => index.toString(16).padStart(64, "0");

function start(itsKey: string, mode: "once" | "forever" | "hang"): ChildProcess {
  const child = fork(writer, [folder, database, itsKey, mode]);
  children.push(child);
  return child;
}

async function message(child: ChildProcess, wanted: string): Promise<void> {
  for (;;) {
    const [got]: unknown[] = await once(child, "message");
    if (got === wanted) return;
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

const unfinished = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => !name.endsWith(".duckdb"));

it("several processes may write the same key at once", async () => {
  const writers = [start(key(0), "once"), start(key(0), "once"), start(key(0), "once")];
  const ends = await Promise.all(writers.map((child) => once(child, "exit")));
  expect(ends.map(([code]: unknown[]) => code)).toEqual([0, 0, 0]);
  expect(await readdir(folder)).toEqual([`${key(0)}.duckdb`]);
  expect(await countRows(join(folder, `${key(0)}.duckdb`))).toBe(rows);
});

it("a process killed while it writes leaves no file, and what it leaves is swept", async () => {
  const child = start(key(0), "hang");
  await message(child, "half");
  const cache = await SourceCache.open(folder);
  expect(await unfinished(), "a live writer's file is not a leftover").toHaveLength(1);

  await kill(child);
  expect(await cache.find(key(0))).toBeNull();
  expect(await unfinished()).toHaveLength(1);
  await SourceCache.open(folder);
  expect(await unfinished()).toEqual([]);
});

it("a process killed at any moment leaves a whole file or none", async () => {
  const whole = await readFile(database);
  const writers = Array.from({ length: 10 }, (_, index) => start(key(index), "forever"));
  await Promise.all(
    writers.map(async (child, index) => {
      await message(child, "ready");
      await sleep(index * 3);
      await kill(child);
    }),
  );
  const cache = await SourceCache.open(folder);
  const found = await Promise.all(writers.map((_, index) => cache.find(key(index))));
  for (const path of found) {
    if (path !== null) expect(whole.equals(await readFile(path))).toBe(true);
  }
  expect(await readdir(folder)).toHaveLength(found.filter((path) => path !== null).length);
});
