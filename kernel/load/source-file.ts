import type { BigIntStats } from "node:fs";
import { constants, lstat, open, realpath } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ByteScan } from "./byte-scan.ts";
import type { ByteFacts, Needles } from "./byte-scan.ts";
import { changed, empty, notAFile, refuseOpening, refuseReading } from "./source-refusal.ts";

const defaultChunkBytes = 1024 * 1024;

/** What changes when a file is written to or replaced. */
export type FileStamp = Readonly<Pick<BigIntStats, "dev" | "ino" | "size" | "mtimeNs" | "ctimeNs">>;

/**
 * Opens a user's file for reading, only if it is a regular file with something in it.
 * Links are followed to their end; `SourceFile.path` is that end. The caller closes it.
 *
 * @param name what the file is called to people, where that is not its name on disk
 * @throws ProblemError `not_found`, `not_a_file`, `not_readable`, `empty_file`, `file_changed`
 */
export async function openSourceFile(path: string, name?: string): Promise<SourceFile> {
  const real = await realpath(path).catch((error: unknown) => refuseOpening(path, error));
  const before = await lstat(real, { bigint: true }).catch((error: unknown) =>
    refuseOpening(path, error),
  );
  if (!before.isFile()) throw notAFile(path, before);
  if (before.size === 0n) throw empty(name ?? path);
  await settle(before);
  // Between the check and the opening the path may have become a link or a FIFO, which would block.
  // Windows has neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(real, flags).catch((error: unknown) => refuseOpening(path, error));
  const file = new SourceFile(real, handle, before, name);
  try {
    await file.assertUnchanged();
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A file that is open for reading and is expected to stay as it is until it is closed. */
export class SourceFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly stamp: FileStamp;
  readonly #handle: FileHandle;

  /** Use {@link openSourceFile}, which checks what `handle` is. */
  constructor(path: string, handle: FileHandle, stamp: FileStamp, name = basename(path)) {
    this.path = path;
    this.name = name;
    this.size = Number(stamp.size);
    this.stamp = stamp;
    this.#handle = handle;
  }

  /** The first `bytes` bytes, fewer if the file is shorter. */
  async readHead(bytes: number): Promise<Buffer> {
    return await this.readAt(0, bytes);
  }

  /** The last `bytes` bytes, fewer if the file is shorter. */
  async readTail(bytes: number): Promise<Buffer> {
    return await this.readAt(Math.max(0, this.size - bytes), bytes);
  }

  /**
   * The bytes from `offset`, `length` of them or as many as there are before the end.
   *
   * @throws ProblemError `file_changed` when the file became shorter, `not_readable`
   */
  async readAt(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - offset));
    const buffer = Buffer.allocUnsafeSlow(wanted);
    for (let filled = 0; filled < wanted;) {
      const { bytesRead } = await this.#handle
        .read(buffer, filled, wanted - filled, offset + filled)
        .catch((error: unknown) => refuseReading(this.path, error));
      if (bytesRead === 0) throw changed(this.path);
      filled += bytesRead;
    }
    return buffer;
  }

  /**
   * The whole file in order, each chunk a buffer of its own; the next one is read while the caller
   * works on this one. A run to the end proves that the bytes belong to one version of the file.
   *
   * @throws ProblemError `file_changed`, `not_readable`
   */
  async *stream(chunkBytes = defaultChunkBytes): AsyncGenerator<Buffer, void, undefined> {
    let next = this.readAt(0, chunkBytes);
    try {
      for (let offset = 0; offset < this.size; offset += chunkBytes) {
        const chunk = await next;
        next = this.readAt(offset + chunkBytes, chunkBytes);
        // Its failure is for whoever awaits it; until then it must not count as unhandled.
        next.catch(() => undefined);
        yield chunk;
      }
    } finally {
      await next.catch(() => undefined);
    }
    await this.assertUnchanged();
  }

  /** Hash, encoding facts and needle counts in one pass. Throws as {@link SourceFile.stream} does. */
  async scan<Name extends string>(
    needles: Needles<Name>,
    signal?: AbortSignal,
  ): Promise<ByteFacts<Name>> {
    const scan = new ByteScan(needles);
    for await (const chunk of this.stream()) {
      signal?.throwIfAborted();
      scan.add(chunk);
    }
    return scan.finish();
  }

  /**
   * Passes if neither the opened file nor what its path names has changed since it was opened.
   * To be called after others have read the file by its path.
   *
   * @throws ProblemError `file_changed`
   */
  async assertUnchanged(): Promise<void> {
    const [opened, named] = await Promise.all([
      this.#handle.stat({ bigint: true }),
      lstat(this.path, { bigint: true }),
    ]).catch((error: unknown) => {
      throw changed(this.path, error);
    });
    if (!sameStamp(opened, this.stamp) || !sameStamp(named, this.stamp)) throw changed(this.path);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return (
    a.dev === b.dev &&
    a.ino === b.ino &&
    a.size === b.size &&
    a.mtimeNs === b.mtimeNs &&
    a.ctimeNs === b.ctimeNs
  );
}

/**
 * File times advance in steps (10 ms on a slow kernel), so that a second write within the step of the
 * first leaves no trace. A file written this moment is opened only once its step is over.
 */
async function settle({ ctimeNs }: FileStamp): Promise<void> {
  const ageMs = Date.now() - Number(ctimeNs / 1_000_000n);
  const stepMs = 20;
  if (ageMs >= 0 && ageMs < stepMs) await sleep(stepMs - ageMs);
}
