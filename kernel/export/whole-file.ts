import { open, rename, rm } from "node:fs/promises";
import { ProblemError } from "../protocol/problem.ts";

/**
 * Writes a file as a whole: under its name stands the old content or the new one, never a part.
 *
 * @param write  fills the file at the path that it is given, in the same folder
 * @param next  what to do where the file cannot be written
 * @throws ProblemError `not_writable`; what `write` throws as a ProblemError
 */
export async function wholeFile<Result>(
  path: string,
  write: (temporaryPath: string) => Promise<Result>,
  next = "Choose another file.",
): Promise<Result> {
  const temporary = `${path}.${process.pid}.unfinished`;
  try {
    // Refused here rather than after minutes of work.
    await (await open(temporary, "w", 0o644)).close();
    const result = await write(temporary);
    const file = await open(temporary, "r+");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(
      {
        code: isFull(error) ? "disk_full" : "not_writable",
        message: isFull(error) ? "The disk is full" : "The file cannot be written there",
        place: { file: path },
        next: isFull(error) ? "Make room, or choose another disk." : next,
      },
      { cause: error },
    );
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOSPC";
}
