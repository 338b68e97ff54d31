import { stat } from "node:fs/promises";
import type { LoadRequest } from "../load/load-request.ts";
import { sourcePaths } from "../load/many/source-paths.ts";
import { digest } from "./digest.ts";

/**
 * What tells one state of the sources from another without reading them: where each of its files is,
 * how they are read, and size and time of each.
 *
 * @param plugins  identities of those that may define how a file is read
 * @returns by the source's name in small letters
 */
export async function sourceIdentities(
  requests: readonly LoadRequest[],
  plugins: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(
      requests.map(async ({ name, path, options }) => {
        // A pattern that matches nothing now is another state than one that matches something.
        const paths = await sourcePaths(path).catch(() => []);
        const files = await Promise.all(paths.map(fileIdentity));
        return [name.toLowerCase(), digest([path, options, files, ...plugins])] as const;
      }),
    ),
  );
}

async function fileIdentity(path: string): Promise<readonly unknown[]> {
  const found = await stat(path).catch(() => null);
  return [path, found?.size ?? null, found?.mtimeMs ?? null];
}
