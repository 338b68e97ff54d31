import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { PinnedPath } from "../kernel/notebook/pinned-paths.ts";

/** Larger ones are compared when the setup runs: an open editor should not read for seconds. */
const mostBytes = 256 * 1024 ** 2;

/** The files that have other bytes than were pinned. One that is not there is the setup's to tell. */
export async function changedPins(
  pinned: readonly PinnedPath[],
  folder: string,
): Promise<readonly PinnedPath[]> {
  const changed: PinnedPath[] = [];
  for (const each of pinned) {
    const path = resolve(folder, each.path);
    const found = await stat(path).catch(() => null);
    if (!found?.isFile() || found.size > mostBytes) continue;
    const sha256 = await hashOf(path);
    if (sha256 !== null && sha256 !== each.sha256) changed.push(each);
  }
  return changed;
}

/** Null for a file that cannot be read to its end. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash("sha256");
  return pipeline(createReadStream(path), hash).then(
    () => hash.digest("hex"),
    () => null,
  );
}
