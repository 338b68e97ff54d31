// Why a file that holds others is not unpacked, in words.
import { ProblemError } from "../../protocol/problem.ts";
import type { ProblemCode } from "../../protocol/problem.ts";

export function refuse(
  code: ProblemCode,
  file: string,
  message: string,
  next: string,
  cause?: unknown,
): ProblemError {
  return new ProblemError({ code, message, place: { file }, next }, { cause });
}

export function damaged(file: string, what: string, cause?: unknown): ProblemError {
  return refuse("damaged_container", file, what, "Download the export again.", cause);
}

export function tooLarge(file: string, what: string): ProblemError {
  return refuse(
    "too_large",
    file,
    what,
    "If you trust the file, unpack it yourself and load what is inside.",
  );
}

export function nested(file: string, what: string): ProblemError {
  return refuse(
    "nested_archive",
    file,
    `${what} inside another archive is not unpacked`,
    "Unpack the outer one and load what is inside.",
  );
}
