// Why a user's file is not read, in words.
import type { BigIntStats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { ProblemError } from "../protocol/problem.ts";
import type { ProblemCode } from "../protocol/problem.ts";
import { errno } from "./errno.ts";
import { nearNames } from "../protocol/near-names.ts";

export function notAFile(path: string, stats: BigIntStats): ProblemError {
  return refusal("not_a_file", path, `This is ${kindOf(stats)}, not a file.`, {
    next: "Give the path of the exported file itself.",
  });
}

export function empty(path: string): ProblemError {
  return refusal("empty_file", path, "The file is empty (0 bytes).", {
    next: "Download the export again.",
  });
}

/** Throws the refusal that an error of realpath, lstat or open stands for. */
export async function refuseOpening(path: string, error: unknown): Promise<never> {
  const code = errno(error);
  const missing = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];
  if (code === "ELOOP" || (code === "ENOENT" && (await isLink(path)))) {
    throw refusal("not_found", path, "The path is a link that leads nowhere.", {
      next: "Give the path of the exported file itself.",
      cause: error,
    });
  }
  if (code === undefined || !missing.includes(code)) return refuseReading(path, error);
  throw refusal("not_found", path, "There is no such file.", {
    next: await suggest(path),
    cause: error,
  });
}

async function isLink(path: string): Promise<boolean> {
  return await lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

async function suggest(path: string): Promise<string> {
  const folder = dirname(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return `The folder “${folder}” is not there either; check the path.`;
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const near = nearNames(basename(path), files.slice(0, 1000));
  if (near.length === 0) return `Nothing in “${folder}” has a name like it; check the path.`;
  return `Did you mean ${near.map((name) => `“${name}”`).join(", ")}?`;
}

/** Throws the refusal that an error of reading stands for. */
export function refuseReading(path: string, error: unknown): never {
  if (errno(error) === "ESTALE") throw changed(path, error);
  const denied = ["EACCES", "EPERM"].includes(errno(error) ?? "");
  throw refusal(
    "not_readable",
    path,
    denied
      ? "You have no permission to read the file."
      : `The file cannot be read (${errno(error) ?? "unknown error"}).`,
    {
      next: denied
        ? "Change its permissions, or copy it to a folder of your own."
        : "Copy it to a local disk and try again.",
      cause: error,
    },
  );
}

export function changed(path: string, cause?: unknown): ProblemError {
  return refusal("file_changed", path, "The file changed while it was being read.", {
    next: "Wait until it has been written completely, then run again.",
    cause,
  });
}

function refusal(
  code: ProblemCode,
  file: string,
  message: string,
  { next, cause }: { next: string; cause?: unknown },
): ProblemError {
  return new ProblemError({ code, message, place: { file }, next }, { cause });
}

function kindOf(stats: BigIntStats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}
