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

export function tooLarge(
  file: string,
  what: string,
  next = "If you trust the file, unpack it yourself and load what is inside.",
): ProblemError {
  return refuse("too_large", file, what, next);
}

/** A workbook beyond what a spreadsheet can hold, or made to fill memory. */
export function tooLargeSheet(file: string, what: string): ProblemError {
  return tooLarge(file, what, "Download the report as CSV, or in parts.");
}

export function nested(file: string, what: string): ProblemError {
  return refuse(
    "nested_archive",
    file,
    `${what} inside another archive is not unpacked`,
    "Unpack the outer one and load what is inside.",
  );
}
