import { readFile } from "node:fs/promises";
import { ProblemError } from "../protocol/problem.ts";
import { namedSource } from "./source-options.ts";

/**
 * The text of a notebook file.
 *
 * @throws ProblemError `not_found`, `unsupported_encoding`
 */
export async function readNotebook(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ProblemError(
      {
        code: "not_found",
        message: "The notebook cannot be read",
        place: { file: path },
        next: "Check the path.",
      },
      { cause: error },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ProblemError(
      {
        code: "unsupported_encoding",
        message: "The notebook is not UTF-8 text",
        place: { file: path },
        next: "Save it as UTF-8.",
      },
      { cause: error },
    );
  }
}

/** Of `--source`. */
export function nameAndPath(text: string): [string, string] {
  const { name, path } = namedSource(text, {});
  return [name, path];
}

/** Of `--param`. */
export function nameAndValue(text: string): [string, string] {
  const at = text.indexOf("=");
  if (at < 1)
    throw new ProblemError({
      code: "bad_arguments",
      message: `--param “${text}” is not name=value`,
      next: "Write it like --param min_clicks=100.",
    });
  return [text.slice(0, at), text.slice(at + 1)];
}
