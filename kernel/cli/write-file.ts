import { open, rename, rm } from "node:fs/promises";
import { ProblemError } from "../protocol/problem.ts";

/** Writes a file as a whole: under its name stands the old content or the new one, never a part. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.${process.pid}.unfinished`;
  try {
    const file = await open(temporary, "w", 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ProblemError(
      {
        code: "not_writable",
        message: "The report cannot be written there",
        place: { file: path },
        next: "Name another file with --html.",
      },
      { cause: error },
    );
  }
}
