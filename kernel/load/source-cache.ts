import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  unlink,
  utimes,
} from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "../protocol/problem.ts";
import {
  cacheProblem,
  defaultCacheFolder,
  diskFull,
  isDiskFull,
  makeCacheFolder,
  memoFolder,
} from "./cache-folder.ts";
import { hasFullLength } from "./database-length.ts";
import { errno } from "./errno.ts";
import { sweepLeftovers, unfinishedPath } from "./leftovers.ts";

const extension = ".duckdb";

export interface CacheLimits {
  readonly maxBytes: number;
  /** Days since an entry was last used. */
  readonly maxAgeDays: number;
}

export interface CacheEntry<Details = undefined> {
  readonly key: string;
  readonly bytes: number;
  readonly lastUsed: Date;
  readonly details: Details;
}

/** What a removal freed. */
export interface Freed {
  readonly files: number;
  readonly bytes: number;
}

const defaultLimits: CacheLimits = { maxBytes: 10 * 1024 ** 3, maxAgeDays: 30 };

/**
 * Loaded sources, one read-only DuckDB file per key (`cacheKey`), shared by all processes of a user.
 * A file under its final name is whole and never changes.
 */
export class SourceCache {
  readonly folder: string;
  readonly #limits: CacheLimits;
  /** Found or written by this process, whose sessions may attach them again: never pruned by it. */
  readonly #inUse = new Set<string>();

  private constructor(folder: string, limits: CacheLimits) {
    this.folder = folder;
    this.#limits = limits;
  }

  /**
   * Makes the folder if need be and removes what killed processes left in it.
   *
   * @throws ProblemError `cache_unusable`
   */
  static async open(
    folder: string = defaultCacheFolder(),
    limits: CacheLimits = defaultLimits,
  ): Promise<SourceCache> {
    const cache = new SourceCache(folder, limits);
    await cache.#inFolder(async () => {
      await makeCacheFolder(folder);
      await sweepLeftovers(folder);
    });
    return cache;
  }

  /**
   * The file for `key`, marked as used now, or null. A file that lost its end counts as none, and the
   * next `write` replaces it; if the engine finds other damage as it reads, `discard` the file and load
   * again.
   */
  async find(key: string): Promise<string | null> {
    const path = this.#path(key);
    if (!(await this.#isWhole(path))) return null;
    this.#inUse.add(key);
    const now = new Date();
    // A cache that another user filled can be read all the same.
    await utimes(path, now, now).catch(() => undefined);
    return path;
  }

  /**
   * Has `produce` write and close a DuckDB file at a temporary path (whose folder it may use as it
   * likes), and gives it its final name when it is whole. The key may become known only meanwhile.
   * When that fails, nothing of it remains.
   * Then the least recently used entries beyond the limits are removed.
   *
   * @throws ProblemError `disk_full`, `cache_unusable`; what `produce` throws
   */
  async write(
    key: string | Promise<string>,
    produce: (temporaryPath: string) => Promise<void>,
  ): Promise<string> {
    const unfinished = unfinishedPath(this.folder);
    try {
      await this.#inFolder(async () => {
        await makeCacheFolder(this.folder);
        await mkdir(unfinished, { mode: 0o700 });
      });
      const temporary = join(unfinished, `source${extension}`);
      await produce(temporary);
      const finished = await key;
      const path = this.#path(finished);
      await this.#inFolder(() => this.#publish(temporary, path));
      this.#inUse.add(finished);
      await this.prune(this.#limits);
      return path;
    } catch (error) {
      // To be asked before the temporary files go.
      const full = !(error instanceof ProblemError) && (await isDiskFull(this.folder, error));
      throw full ? diskFull(this.folder, error) : error;
    } finally {
      await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  /** Forgets a file, because it turned out to be damaged. */
  async discard(key: string): Promise<void> {
    this.#inUse.delete(key);
    await this.#inFolder(() => rm(this.#path(key), { force: true }));
  }

  /** The entries, least recently used first; `describe` reads from each file what the caller wants to show. */
  async list(): Promise<CacheEntry[]>;
  async list<Details>(describe: (path: string) => Promise<Details>): Promise<CacheEntry<Details>[]>;
  async list(describe?: (path: string) => Promise<unknown>): Promise<CacheEntry<unknown>[]> {
    const names = await this.#inFolder(() => readdir(this.folder));
    const entries: CacheEntry<unknown>[] = [];
    for (const name of names) {
      const key = name.slice(0, -extension.length);
      if (!isKey(key) || name !== key + extension) continue;
      const path = join(this.folder, name);
      const stats = await unlessGone(stat(path));
      if (!stats) continue;
      const details = await describe?.(path);
      entries.push({ key, bytes: stats.size, lastUsed: stats.mtime, details });
    }
    return entries.toSorted((a, b) => a.lastUsed.getTime() - b.lastUsed.getTime());
  }

  /**
   * Removes the entries that were last used before `olderThan` and are among `keys`; without either,
   * all of them. What is remembered about the users' files goes too, whatever the choice.
   */
  async purge(choice: { olderThan?: Date; keys?: readonly string[] } = {}): Promise<Freed> {
    const { olderThan, keys } = choice;
    await this.#inFolder(() => rm(memoFolder(this.folder), { recursive: true, force: true }));
    return await this.#remove(
      (await this.list()).filter(
        (entry) =>
          (olderThan === undefined || entry.lastUsed < olderThan) &&
          (keys === undefined || keys.includes(entry.key)),
      ),
    );
  }

  /** Removes the least recently used entries until the limits hold, except those this process uses. */
  async prune(limits: CacheLimits): Promise<Freed> {
    const entries = await this.list();
    const oldest = Date.now() - limits.maxAgeDays * 24 * 3600 * 1000;
    let excess = entries.reduce((sum, entry) => sum + entry.bytes, 0) - limits.maxBytes;
    const surplus: CacheEntry[] = [];
    for (const entry of entries) {
      if (this.#inUse.has(entry.key)) continue;
      if (excess <= 0 && entry.lastUsed.getTime() >= oldest) continue;
      surplus.push(entry);
      excess -= entry.bytes;
    }
    return await this.#remove(surplus);
  }

  #path(key: string): string {
    if (!isKey(key)) throw new TypeError("a cache key is a SHA-256 in hex");
    return join(this.folder, key + extension);
  }

  /** An error of the file system becomes a problem that names the folder. */
  async #inFolder<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw cacheProblem(this.folder, error);
    }
  }

  async #isWhole(path: string): Promise<boolean> {
    return await this.#inFolder(async () => {
      const file = await unlessGone(open(path, "r"));
      if (!file) return false;
      try {
        return await hasFullLength(file);
      } finally {
        await file.close();
      }
    });
  }

  async #publish(temporary: string, path: string): Promise<void> {
    if (await unlessGone(lstat(`${temporary}.wal`))) {
      throw new Error("the database was not closed: part of it is still in its log");
    }
    const file = await open(temporary, "r+");
    try {
      if (!(await hasFullLength(file))) throw new Error("no whole database was written");
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(temporary, 0o444);
    try {
      await rename(temporary, path);
    } catch (error) {
      // Windows does not replace a read-only or open file. The same key is the same table, so a whole
      // one may stay.
      if (process.platform !== "win32") throw error;
      if (await this.#isWhole(path)) return;
      await unlink(path);
      await rename(temporary, path);
    }
  }

  async #remove(entries: readonly CacheEntry<unknown>[]): Promise<Freed> {
    let [files, bytes] = [0, 0];
    for (const entry of entries) {
      try {
        await unlink(this.#path(entry.key));
      } catch {
        // Gone already, or open elsewhere on Windows: the next prune tries again.
        continue;
      }
      this.#inUse.delete(entry.key);
      files++;
      bytes += entry.bytes;
    }
    return { files, bytes };
  }
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

async function unlessGone<Value>(result: Promise<Value>): Promise<Value | undefined> {
  return await result.catch((error: unknown) => {
    if (errno(error) === "ENOENT") return undefined;
    throw error;
  });
}
