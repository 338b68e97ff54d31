import { stat } from "node:fs/promises";
import type { LoadRequest } from "../load/load.ts";
import { digest } from "./digest.ts";

/**
 * What tells one state of the sources from another without reading them: where each is, how it is read,
 * and size and time of its file.
 *
 * @returns by the source's name in small letters
 */
export async function sourceIdentities(
  requests: readonly LoadRequest[],
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      requests.map(async ({ name, path, options }) => {
        const found = await stat(path).catch(() => null);
        const identity = digest([path, options, found?.size ?? null, found?.mtimeMs ?? null]);
        return [name.toLowerCase(), identity] as const;
      }),
    ),
  );
}
