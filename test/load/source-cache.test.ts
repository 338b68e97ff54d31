import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultCacheFolder, memoFolder } from "../../kernel/load/cache-folder.ts";
import { cacheKey } from "../../kernel/load/cache-key.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { countRows, makeDatabase, rows } from "./small-database.ts";

const day = 24 * 3600 * 1000;
const keyOf = (source: string): string =>
  cacheKey({
    sources: [source],
    options: {},
    loaderVersion: "1",
    definition: {},
    storageVersion: "1",
  });
const key = keyOf("a source");

let root: string;
/** A whole database, made once. */
let database: string;
let folder: string;
let cache: SourceCache;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "source-cache-"));
  database = join(root, "made.duckdb");
  await makeDatabase(database);
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "cache-"));
  cache = await SourceCache.open(folder);
});

const copy = (path: string): Promise<void> => copyFile(database, path);

describe("the folder", () => {
  it("is the platform's, unless the environment names one", () => {
    const home = homedir();
    expect([
      defaultCacheFolder({}, "linux"),
      defaultCacheFolder({ XDG_CACHE_HOME: resolve("/xdg") }, "linux"),
      defaultCacheFolder({ XDG_CACHE_HOME: "relative" }, "linux"),
      defaultCacheFolder({}, "darwin"),
      defaultCacheFolder({ LOCALAPPDATA: resolve("/local") }, "win32"),
      defaultCacheFolder({ CAMPAIGN_NOTEBOOK_CACHE: resolve("/mine") }, "linux"),
    ]).toEqual([
      join(home, ".cache", "campaign-notebook"),
      resolve("/xdg/campaign-notebook"),
      join(home, ".cache", "campaign-notebook"),
      join(home, "Library", "Caches", "campaign-notebook"),
      resolve("/local/campaign-notebook"),
      resolve("/mine"),
    ]);
  });

  it.skipIf(process.platform === "win32")("is its owner's alone", async () => {
    await SourceCache.open(join(folder, "new", "deep"));
    expect((await stat(join(folder, "new", "deep"))).mode & 0o777).toBe(0o700);
  });

  it("that cannot be made is a problem with a way out", async () => {
    await writeFile(join(folder, "file"), "");
    await expect(SourceCache.open(join(folder, "file", "cache"))).rejects.toMatchObject({
      problem: {
        code: "cache_unusable",
        place: { file: join(folder, "file", "cache") },
        next: expect.stringContaining("CAMPAIGN_NOTEBOOK_CACHE"),
      },
    });
  });

  it("that became unusable is one, too", async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    const problem = { problem: { code: "cache_unusable" } };
    await expect(cache.write(key, copy)).rejects.toMatchObject(problem);
    await expect(cache.find(key)).rejects.toMatchObject(problem);
    await expect(cache.list()).rejects.toMatchObject(problem);
  });
});

describe("writing", () => {
  it("makes a read-only file that is found again and can be attached", async () => {
    expect(await cache.find(key)).toBeNull();
    const path = await cache.write(key, makeDatabase);
    expect(await cache.find(key)).toBe(path);
    expect((await stat(path)).mode & 0o777).toBe(0o444);
    expect(await countRows(path)).toBe(rows);
    expect(await readdir(folder)).toEqual([`${key}.duckdb`]);
  });

  it("leaves nothing when the source turns out to be bad", async () => {
    const failure = new Error("bad row");
    const failing = cache.write(key, async (path) => {
      await copy(path);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await readdir(folder)).toEqual([]);
  });

  it("refuses a database that is still open, whose rows are in its log", async () => {
    const open: { closeSync(): void }[] = [];
    const writing = cache.write(key, async (path) => {
      const instance = await DuckDBInstance.create(path);
      const connection = await instance.connect();
      open.push(connection, instance);
      await connection.run("CREATE TABLE ads AS SELECT 1 AS n");
    });
    await expect(writing).rejects.toThrow("not closed");
    for (const each of open) each.closeSync();
    expect(await cache.find(key)).toBeNull();
  });

  it("refuses what is no whole database", async () => {
    await expect(cache.write(key, (path) => writeFile(path, "DUCK"))).rejects.toThrow("no whole");
    await expect(cache.write(key, async () => undefined)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it("replaces a file that lost its end, which is not found", async () => {
    const path = await cache.write(key, copy);
    const { size } = await stat(path);
    for (const length of [size - 1, 20_000, 100, 0]) {
      await rm(path);
      await copyFile(database, path);
      await truncate(path, length);
      expect(await cache.find(key)).toBeNull();
    }
    await cache.write(key, copy);
    expect(await countRows(path)).toBe(rows);
  });

  it("can discard a file that is damaged inside", async () => {
    await cache.write(key, copy);
    await cache.discard(key);
    await cache.discard(key);
    expect(await cache.find(key)).toBeNull();
  });
});

/** Entries last used so many days ago. */
async function fill(...daysAgo: number[]): Promise<string[]> {
  const filled = daysAgo.map((days) => keyOf(`${days} days`));
  for (const [index, days] of daysAgo.entries()) {
    const path = join(folder, `${filled[index]}.duckdb`);
    await copyFile(database, path);
    const used = new Date(Date.now() - days * day);
    await utimes(path, used, used);
  }
  return filled;
}
const keys = async (): Promise<string[]> => (await cache.list()).map((entry) => entry.key);

describe("removing", () => {
  it("starts from a list, least recently used first, with what the caller reads", async () => {
    const [newer, older] = await fill(1, 2);
    await writeFile(join(folder, "notes.txt"), "");
    const { size: bytes } = await stat(database);
    expect(await cache.list(countRows)).toEqual([
      { key: older, bytes, lastUsed: expect.any(Date), details: rows },
      { key: newer, bytes, lastUsed: expect.any(Date), details: rows },
    ]);
    await cache.find(older ?? "");
    expect(await keys()).toEqual([newer, older]);
  });

  it("purges what was chosen, and counts it", async () => {
    const [a, b, c] = await fill(1, 2, 3);
    const { size } = await stat(database);
    expect(await cache.purge({ keys: [a ?? "", "../made"] })).toEqual({ files: 1, bytes: size });
    const twoAndAHalf = new Date(Date.now() - 2.5 * day);
    expect(await cache.purge({ olderThan: twoAndAHalf, keys: [b ?? ""] })).toEqual({
      files: 0,
      bytes: 0,
    });
    expect(await keys()).toEqual([c, b]);
    expect(await cache.purge({ olderThan: twoAndAHalf })).toEqual({ files: 1, bytes: size });
    await mkdir(memoFolder(folder));
    expect(await cache.purge()).toEqual({ files: 1, bytes: size });
    expect(await readdir(folder)).toEqual([]);
  });

  it("prunes the least recently used until the size fits", async () => {
    const [a, b] = await fill(1, 2, 3, 4);
    const { size } = await stat(database);
    const freed = await cache.prune({ maxBytes: 2 * size, maxAgeDays: 30 });
    expect(freed).toEqual({ files: 2, bytes: 2 * size });
    expect(await keys()).toEqual([b, a]);
  });

  it("prunes what is too old", async () => {
    const [a] = await fill(1, 31);
    await cache.prune({ maxBytes: Number.MAX_SAFE_INTEGER, maxAgeDays: 30 });
    expect(await keys()).toEqual([a]);
  });

  it("prunes after writing, but nothing that is in use", async () => {
    const [found = ""] = await fill(5, 1, 2);
    cache = await SourceCache.open(folder, { maxBytes: 1, maxAgeDays: 1 });
    await cache.find(found);
    await cache.write(key, copy);
    expect((await keys()).toSorted()).toEqual([found, key].toSorted());
  });
});
