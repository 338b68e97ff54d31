import { stat } from "node:fs/promises";
import type { LoadRequest } from "../load/load-request.ts";
import { sourcePaths } from "../load/many/source-paths.ts";
import { digest } from "./digest.ts";

/**
 * What tells one state of the sources from another without reading them: where each is, how it is read,
 * and size and time of its files.
 *
 * @returns by the source's name in small letters
 */
export async function sourceIdentities(
  requests: readonly LoadRequest[],
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      requests.map(async ({ name, path, options }) => {
        // What a pattern matches changes with the files that are there.
        const files = await sourcePaths(path).catch(() => []);
        const states = await Promise.all(files.map(stateOf));
        const identity = digest([path, options, states]);
        return [name.toLowerCase(), identity] as const;
      }),
    ),
  );
}

async function stateOf(path: string): Promise<readonly unknown[]> {
  const found = await stat(path).catch(() => null);
  return [path, found?.size ?? null, found?.mtimeMs ?? null];
}
