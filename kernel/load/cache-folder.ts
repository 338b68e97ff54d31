import { mkdir, statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { ProblemError } from "../protocol/problem.ts";
import { errno } from "./errno.ts";

const variable = "CAMPAIGN_NOTEBOOK_CACHE";
const fullCodes = new Set(["ENOSPC", "EDQUOT"]);

/** Where loaded sources are kept unless told otherwise: the platform's folder for caches. */
export function defaultCacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment[variable];
  if (chosen) return resolve(chosen);
  return join(platformCaches(environment, platform), "campaign-notebook");
}

function platformCaches(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  if (platform === "win32") {
    return environment["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  }
  // The XDG specification has a relative path ignored.
  const xdg = environment["XDG_CACHE_HOME"];
  return xdg && isAbsolute(xdg) ? xdg : join(homedir(), ".cache");
}

/** Readable by its owner alone: it holds the user's numbers. */
export async function makeCacheFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Where a cache folder keeps what is remembered about the users' files. */
export function memoFolder(cacheFolder: string): string {
  return join(cacheFolder, "scans");
}

/** An error of the file system in the cache folder as a problem; any other error as it is. */
export function cacheProblem(folder: string, error: unknown): unknown {
  const code = errno(error);
  if (error instanceof ProblemError || code === undefined) return error;
  if (fullCodes.has(code)) return diskFull(folder, error);
  return new ProblemError(
    {
      code: "cache_unusable",
      message: `The folder for loaded sources cannot be used (${code}).`,
      place: { file: folder },
      next: `Make it writable, or name another folder in the environment variable ${variable}.`,
    },
    { cause: error },
  );
}

export function diskFull(folder: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: "disk_full",
      message: "The disk is full, so the loaded source could not be kept.",
      place: { file: folder },
      next: `Free some space (\`campaign-notebook cache purge\` empties this folder), or name a folder on another disk in the environment variable ${variable}.`,
    },
    { cause },
  );
}

/** Whether `error` came from a full disk or a used-up quota. The engine's errors have no code, so the disk is asked. */
export async function isDiskFull(folder: string, error: unknown): Promise<boolean> {
  if (fullCodes.has(errno(error) ?? "")) return true;
  const disk = await statfs(folder).catch(() => undefined);
  const engineBlockBytes = 256 * 1024;
  return disk !== undefined && disk.bavail * disk.bsize < engineBlockBytes;
}
