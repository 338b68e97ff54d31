import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { basename, join } from "node:path";
import type { LoadReport } from "./protocol/load-report.ts";
import { ProblemError } from "./protocol/problem.ts";
import type { LoadContext, LoadedSource, LoadRequest } from "./load/load-request.ts";
import { loadingStopped, loadSource } from "./load/load.ts";
import { SourceCache } from "./load/source-cache.ts";
import { dateMacroStatements, macroStatements } from "./metrics/macros.ts";
import type { Metric } from "./metrics/metric.ts";
import { builtInRegistry } from "./plugins/built-in.ts";
import type { Registry } from "./plugins/registry.ts";
import { Session } from "./session/session.ts";
import type { NotebookIdentity, Slot } from "./session/slot.ts";
import { openSlot } from "./session/slot.ts";
import { unlessStopped } from "./session/unless-stopped.ts";

export interface KernelOptions {
  /** Where loaded sources are kept; the user's cache folder by default. */
  readonly cacheFolder?: string;
  /** 1 gives the same bytes on every run; all processors by default. */
  readonly threads?: number;
  /** Keeps named results on disk, per notebook; in memory by default. */
  readonly sessions?: NotebookIdentity & { readonly folder: string };
}

/** One notebook's sources and session, put together. It loads, runs and closes; it decides nothing. */
export class Kernel {
  readonly cache: SourceCache;
  readonly #sources = new Map<string, { readonly database: string; readonly report: LoadReport }>();
  readonly #threads: number;
  readonly #sessions: KernelOptions["sessions"] | null;
  /** Loads that run, or were stopped and have yet to end and to clean up. */
  readonly #loading = new Set<Promise<unknown>>();
  #registry: Registry = builtInRegistry;
  #custom: readonly Metric[] = [];
  #session: Promise<Session> | null = null;

  private constructor(cache: SourceCache, options: KernelOptions) {
    this.cache = cache;
    this.#threads = options.threads ?? availableParallelism();
    this.#sessions = options.sessions ?? null;
  }

  static async open(options: KernelOptions = {}): Promise<Kernel> {
    const cache = await SourceCache.open(options.cacheFolder);
    return new Kernel(cache, options);
  }

  /**
   * Loads a source into the cache only. A stop is answered at once: the engine may take half a second
   * to hear it, and what it leaves is cleaned up meanwhile.
   */
  async read(
    request: LoadRequest,
    { signal, progress }: Omit<LoadContext, "cache" | "exports"> = {},
  ): Promise<LoadedSource> {
    const loading = loadSource(request, {
      cache: this.cache,
      exports: this.#registry.exports,
      ...(signal && { signal }),
      ...(progress && { progress: (state) => void (signal?.aborted || progress(state)) }),
    });
    const ended: Promise<unknown> = loading
      .catch(() => undefined)
      .then(() => this.#loading.delete(ended));
    this.#loading.add(ended);
    return await unlessStopped(loading, signal, loadingStopped);
  }

  /** Loads a source under its name; a source of that name is replaced. */
  async load(
    request: LoadRequest,
    context: Omit<LoadContext, "cache" | "exports"> = {},
  ): Promise<{ report: LoadReport; cached: boolean }> {
    checkSourceName(request.name);
    const { report, database, cached } = await this.read(request, context);
    this.#sources.set(request.name, { database, report });
    // A running instance is locked to the sources it was opened with.
    await this.#closeSession();
    return { report, cached };
  }

  /** What identifies each source's loaded bytes, by its name in small letters: its file in the cache. */
  get sources(): ReadonlyMap<string, string> {
    return new Map(
      [...this.#sources].map(([name, { database }]) => [name.toLowerCase(), basename(database)]),
    );
  }

  /** Forgets all sources. */
  async reset(): Promise<void> {
    this.#sources.clear();
    await this.#closeSession();
  }

  /** Replaces the metrics and exports that are known, for loads and sessions from now on. */
  use(registry: Registry): void {
    this.#registry = registry;
  }

  /** The notebook's own metrics, for sessions opened from now on. */
  define(custom: readonly Metric[]): void {
    this.#custom = custom;
  }

  async close(): Promise<void> {
    await Promise.all(this.#loading);
    await this.#closeSession();
  }

  /** The session over the sources loaded so far. */
  async session(): Promise<Session> {
    this.#session ??= this.#openSession();
    return await this.#session;
  }

  #openSession(): Promise<Session> {
    const open = (place: Slot): Promise<Session> =>
      Session.open({
        ...place,
        sources: [...this.#sources].map(([name, { database }]) => ({ name, file: database })),
        macros: [
          ...macroStatements([...this.#registry.metrics, ...this.#custom]),
          ...dateMacroStatements(),
        ],
        limits: {
          memoryBytes: Math.floor(totalmem() / 2),
          scratchBytes: 50 * 1024 ** 3,
          threads: this.#threads,
        },
      });
    if (this.#sessions) return openSlot(this.#sessions.folder, this.#sessions, open);
    return mkdtemp(join(tmpdir(), "campaign-notebook-")).then((scratch) =>
      open({ database: ":memory:", scratch }).catch(async (error: unknown) => {
        await rm(scratch, { recursive: true, force: true });
        throw error;
      }),
    );
  }

  async #closeSession(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await (await session)?.close();
  }
}

function checkSourceName(name: string): void {
  if (/^[a-z][a-z0-9_]{0,62}$/i.test(name)) return;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${name}” cannot be a table's name`,
    next: "Use letters, digits and underscores, a letter first, like ads or shop_orders.",
  });
}
