import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ProblemCode } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { openDatabase } from "./database-file.ts";
import { inheritDatabase } from "./inherit-slot.ts";

/** Where one session of a notebook keeps its data. */
export interface Slot {
  readonly database: string;
  readonly scratch: string;
}

export interface NotebookIdentity {
  readonly notebookUri: string;
  /** The notebook that this one was saved from. */
  readonly inheritFrom?: string;
}

const slotsPerNotebook = 100;
const unusedDays = 7;
const suffix = ".duckdb";

/**
 * Opens the notebook's first free slot in the folder, and sweeps what nobody uses any more. The
 * engine's lock on the file decides, so two processes on one notebook get a slot each, and the
 * slot of a killed process is free at once, with every table that was committed.
 *
 * @param inheritFrom  the notebook whose results a notebook without any starts with
 * @param open opens the session on the slot it is given; another slot is tried where it fails with
 *   `database_locked` or `engine_broken`
 */
export async function openSlot<Opened>(
  folder: string,
  { notebookUri, inheritFrom }: NotebookIdentity,
  open: (slot: Slot) => Promise<Opened>,
): Promise<Opened> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const notebook = digest(notebookUri, 32);
  if (inheritFrom !== undefined) {
    await inheritDatabase(folder, digest(inheritFrom, 32), `${notebook}-0${suffix}`);
  }
  let failure: unknown;
  for (let number = 0; number < slotsPerNotebook; number++) {
    const name = `${notebook}-${number}`;
    const slot = {
      database: join(folder, name + suffix),
      scratch: join(folder, `${name}.${owner(process.pid)}.scratch`),
    };
    try {
      const opened = await openPatiently(slot, open);
      // By path: a descriptor of the file that is closed again would drop the engine's lock.
      await utimes(slot.database, new Date(), new Date());
      await sweep(folder, name);
      return opened;
    } catch (error) {
      failure = error;
      if (!hasCode(error, "database_locked", "engine_broken")) throw error;
    }
  }
  throw failure;
}

/** A sweep elsewhere, or a process that is just dying, holds the lock for a moment only. */
async function openPatiently<Opened>(
  slot: Slot,
  open: (slot: Slot) => Promise<Opened>,
): Promise<Opened> {
  try {
    return await open(slot);
  } catch (error) {
    if (!hasCode(error, "database_locked")) throw error;
    await delay(150);
    return open(slot);
  }
}

async function sweep(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.endsWith(".scratch")) {
      if (isLeftover(name, own)) await rm(path, { recursive: true, force: true });
    } else if (name.endsWith(suffix) && name !== own + suffix) {
      await deleteUnused(path);
    }
  }
}

/** The slot's owner is the only one who may have a scratch folder for it. */
function isLeftover(name: string, own: string): boolean {
  const [slot = "", pid = "", host = ""] = name.split(".");
  const id = Number(pid);
  if (slot === own) return `${pid}.${host}` !== owner(process.pid);
  return owner(id) === `${pid}.${host}` && !isAlive(id);
}

async function deleteUnused(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found || Date.now() - found.mtimeMs < unusedDays * 86_400_000) return;
  const remove = () => Promise.all([rm(path, { force: true }), rm(`${path}.wal`, { force: true })]);
  try {
    const database = await openDatabase(path);
    // Under the lock, so that nobody opens it in between; Windows deletes closed files only.
    const removed = await remove().then(
      () => true,
      () => false,
    );
    database.close();
    if (!removed) await remove();
  } catch (error) {
    if (hasCode(error, "engine_broken")) await remove();
  }
}

/** Process ids mean something on their own machine only, and a home folder may be shared. */
function owner(pid: number): string {
  return `${pid}.${digest(hostname(), 8)}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function hasCode(error: unknown, ...codes: readonly ProblemCode[]): boolean {
  return error instanceof ProblemError && codes.includes(error.problem.code);
}
