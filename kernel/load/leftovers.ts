import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { join } from "node:path";

const prefix = "unfinished";
/** Where a process id has its meaning: a machine, or one container on it. */
const home = createHash("sha256")
  .update(`${hostname()} ${processNamespace()}`)
  .digest("hex")
  .slice(0, 16);

/**
 * A new path in `folder` for something that is renamed when it is whole. Its name says which process
 * makes it, so that {@link sweepLeftovers} knows when nobody does any more.
 */
export function unfinishedPath(folder: string): string {
  const random = randomBytes(6).toString("hex");
  return join(folder, [prefix, home, process.pid, startOf(process.pid), random].join("-"));
}

/** Removes what processes that no longer run have left unfinished in `folder`; never what a live one is making. */
export async function sweepLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Several processes may sweep at once: what is gone already is as good as removed.
    if (await isLeftover(path, name).catch(() => false)) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function isLeftover(path: string, name: string): Promise<boolean> {
  const [mark, madeIn, pid, started] = name.split("-");
  if (mark !== prefix) return false;
  const madeAt = await newestTime(path);
  // A folder can be shared by containers or machines, and their process ids mean nothing here.
  if (madeIn !== home) return Date.now() - madeAt > 7 * 24 * 3600 * 1000;
  if (!isRunning(Number(pid))) return true;
  // Another process may have got the number since.
  if (started !== "0") return startOf(Number(pid)) !== started;
  return madeAt < Date.now() - uptime() * 1000 - 60_000;
}

/** The last change of a file, or of a folder and what is in it, in ms. */
async function newestTime(path: string): Promise<number> {
  const own = await stat(path);
  const inside = own.isDirectory() ? await readdir(path) : [];
  const times = await Promise.all(inside.map((name) => stat(join(path, name))));
  return Math.max(own.mtimeMs, ...times.map((time) => time.mtimeMs));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** When a process started, in the kernel's ticks; "0" where /proc does not tell. */
function startOf(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in brackets, and may hold spaces and brackets.
    return line.slice(line.lastIndexOf(")") + 2).split(" ")[19] ?? "0";
  } catch {
    return "0";
  }
}
