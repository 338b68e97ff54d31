import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ByteFacts, Needles } from "./byte-scan.ts";
import { memoFolder } from "./cache-folder.ts";
import { unfinishedPath } from "./leftovers.ts";
import type { SourceFile } from "./source-file.ts";

/** A write this soon after another can leave the same times on a file system with coarse ones (FAT: 2 s). */
const racyMs = 2000;

const entrySchema = z.strictObject({
  stamp: z.string(),
  facts: z.strictObject({
    sha256: z.string(),
    bytes: z.number(),
    utf8: z.boolean(),
    hasNul: z.boolean(),
    hasCr: z.boolean(),
    hasLoneCr: z.boolean(),
    blankLines: z.number(),
    endsWithNewline: z.boolean(),
    counts: z.record(z.string(), z.number()),
  }),
});

/**
 * {@link SourceFile.scan}, but a file that has not changed since it was last scanned for the same
 * needles is not read again: its size, times, inode and device are those of the memo. What cannot be
 * remembered is scanned, so a missing or damaged memo, or a folder that cannot be written, costs only time.
 */
export async function scanOnce<Name extends string>(
  file: SourceFile,
  needles: Needles<Name>,
  cacheFolder: string,
): Promise<ByteFacts<Name>> {
  const path = join(memoFolder(cacheFolder), `${memoName(file, needles)}.json`);
  const stamp = stampText(file);
  const entry = await readEntry(path);
  if (entry?.stamp === stamp && counts(entry.facts, needles)) return entry.facts;

  const startedMs = Date.now();
  const facts = await file.scan(needles);
  // The later of the two, because a program can set mtime back (unpacking does), but not ctime.
  const changedMs = Number(maximum(file.stamp.mtimeNs, file.stamp.ctimeNs) / 1_000_000n);
  if (startedMs - changedMs >= racyMs) {
    await writeEntry(cacheFolder, path, { stamp, facts }).catch(() => undefined);
  }
  return facts;
}

function counts<Name extends string>(
  facts: ByteFacts,
  needles: Needles<Name>,
): facts is ByteFacts<Name> {
  return Object.keys(needles).every((name) => Object.hasOwn(facts.counts, name));
}

function memoName(file: SourceFile, needles: Needles<string>): string {
  const wanted = Object.entries(needles).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString("hex"),
  ]);
  return createHash("sha256")
    .update(JSON.stringify([file.path, wanted]))
    .digest("hex");
}

function stampText({ stamp }: SourceFile): string {
  return [stamp.size, stamp.mtimeNs, stamp.ctimeNs, stamp.ino, stamp.dev].join(" ");
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

async function readEntry(path: string): Promise<z.infer<typeof entrySchema> | undefined> {
  try {
    return entrySchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined;
  }
}

async function writeEntry(cacheFolder: string, path: string, entry: unknown): Promise<void> {
  await mkdir(memoFolder(cacheFolder), { recursive: true, mode: 0o700 });
  const unfinished = unfinishedPath(cacheFolder);
  try {
    await writeFile(unfinished, JSON.stringify(entry), { mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
