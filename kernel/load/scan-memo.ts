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
    oddDigits: z.boolean(),
    counts: z.record(z.string(), z.number()),
  }),
});

/**
 * What {@link scanAndRemember} found before for the same needles in a file that has not changed since:
 * its size, times, inode and device are those of the memo. A missing or damaged memo gives null.
 */
export async function recallScan<Name extends string>(
  file: SourceFile,
  needles: Needles<Name>,
  cacheFolder: string,
): Promise<ByteFacts<Name> | null> {
  const entry = await readEntry(memoPath(file, needles, cacheFolder));
  return entry?.stamp === stampText(file) && counts(entry.facts, needles) ? entry.facts : null;
}

/**
 * Whether the path had a file of this size when it was scanned last: then it is likely the same again,
 * with new times.
 */
export async function scannedBefore(
  file: SourceFile,
  needles: Needles<string>,
  cacheFolder: string,
): Promise<boolean> {
  const entry = await readEntry(memoPath(file, needles, cacheFolder));
  return entry?.facts.bytes === file.size;
}

/** {@link SourceFile.scan}, remembered where that is safe and the folder can be written. */
export async function scanAndRemember<Name extends string>(
  file: SourceFile,
  needles: Needles<Name>,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<ByteFacts<Name>> {
  const startedMs = Date.now();
  const facts = await file.scan(needles, signal);
  // The later of the two, because a program can set mtime back (unpacking does), but not ctime.
  const changedMs = Number(maximum(file.stamp.mtimeNs, file.stamp.ctimeNs) / 1_000_000n);
  if (startedMs - changedMs >= racyMs) {
    const path = memoPath(file, needles, cacheFolder);
    await writeEntry(cacheFolder, path, { stamp: stampText(file), facts }).catch(() => undefined);
  }
  return facts;
}

function counts<Name extends string>(
  facts: ByteFacts,
  needles: Needles<Name>,
): facts is ByteFacts<Name> {
  return Object.keys(needles).every((name) => Object.hasOwn(facts.counts, name));
}

function memoPath(file: SourceFile, needles: Needles<string>, cacheFolder: string): string {
  const wanted = Object.entries(needles).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString("hex"),
  ]);
  const name = createHash("sha256")
    .update(JSON.stringify([file.path, wanted]))
    .digest("hex");
  return join(memoFolder(cacheFolder), `${name}.json`);
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
