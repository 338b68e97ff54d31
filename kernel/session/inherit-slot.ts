import { copyFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ProblemError } from "../protocol/problem.ts";
import { openDatabase } from "./database-file.ts";

/** Time for the kernel of a notebook that was just closed to let go of its database. */
const patienceMs = 3_000;

/**
 * Gives a notebook that has no session database yet a copy of another one's: after *Save As* it is the
 * same notebook under another name. Results carry what they were made from, so none can be taken for
 * what it is not.
 *
 * @param from  how the other notebook's files are called before their number
 * @param to  the file to make; one that is there is left as it is
 */
export async function inheritDatabase(folder: string, from: string, to: string): Promise<void> {
  const target = join(folder, to);
  if (await stat(target).catch(() => null)) return;
  for (const name of await newestFirst(folder, from)) {
    const source = join(folder, name);
    if (!(await settled(source))) continue;
    const copy = `${target}.${process.pid}.part`;
    try {
      await copyFile(source, copy);
      await rename(copy, target);
    } finally {
      await rm(copy, { force: true });
    }
    return;
  }
}

async function newestFirst(folder: string, from: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => name.startsWith(`${from}-`) && name.endsWith(".duckdb"),
  );
  const dated = await Promise.all(
    names.map(async (name) => ({
      name,
      time: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0,
    })),
  );
  return dated.toSorted((a, b) => b.time - a.time).map(({ name }) => name);
}

/** Opened once and closed, all that was committed is in the one file. False: somebody else has it. */
async function settled(database: string): Promise<boolean> {
  for (const end = Date.now() + patienceMs; ; await delay(150)) {
    try {
      (await openDatabase(database)).close();
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.code !== "database_locked" || Date.now() > end) return false;
    }
  }
}
