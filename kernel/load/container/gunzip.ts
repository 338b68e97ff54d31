import { createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { errno } from "../errno.ts";
import type { SourceFile } from "../source-file.ts";
import type { UnpackBudget } from "./budget.ts";
import { damaged } from "./refusal.ts";

/**
 * Unpacks a gzip file, of one member or several.
 *
 * @throws ProblemError `damaged_container` where it is cut or its check sum is wrong, `too_large`
 */
export async function gunzip(
  file: SourceFile,
  to: string,
  budget: UnpackBudget,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await pipeline(
      file.stream(),
      createGunzip(),
      counted(budget),
      createWriteStream(to, { mode: 0o600 }),
      { signal },
    );
  } catch (error) {
    const code = errno(error);
    if (code === "Z_BUF_ERROR") throw damaged(file.name, "The gzip file is cut off", error);
    if (code?.startsWith("Z_"))
      throw damaged(
        file.name,
        "The gzip file is damaged: what is inside is not what was packed",
        error,
      );
    throw error;
  }
}

/** Passes bytes on and counts them against the budget. */
export function counted(budget: UnpackBudget): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        budget.spend(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
