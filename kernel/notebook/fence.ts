import { cellFlag, cellLanguages } from "./cell.ts";
import type { Cell, CellOrigin } from "./cell.ts";
import { withLineFeeds } from "./lines.ts";

export interface Opener {
  readonly backticks: number;
  readonly language: string;
  readonly attributes: string;
}

/** A line that opens a code cell, or undefined where it opens none. The line is at top level. */
export function readOpener(line: string): Opener | undefined {
  const [, backticks, language, rest] = /^(`{3,})[ \t]*([^ \t`]+)([^`]*)$/.exec(line) ?? [];
  if (backticks === undefined || language === undefined || rest === undefined) return undefined;
  const attributes = rest.trim();
  if (cellLanguages.has(language)) return { backticks: backticks.length, language, attributes };
  const [flag = ""] = attributes.split(/[ \t]/, 1);
  if (flag !== cellFlag) return undefined;
  return {
    backticks: backticks.length,
    language,
    attributes: attributes.slice(flag.length).trim(),
  };
}

/** Whether `line` ends a fence that `backticks` opened. */
export function isCloser(line: string, backticks: number): boolean {
  const fence = /^ {0,3}(`{3,})[ \t]*$/.exec(line)?.[1];
  return fence !== undefined && fence.length >= backticks;
}

export interface FencedCell extends Opener {
  readonly text: string;
  /** False: the fence runs to the end of the file. */
  readonly closed: boolean;
}

/** A code cell's own lines, read; undefined where they do not open one. */
export function readFence(raw: string): FencedCell | undefined {
  const lines = withLineFeeds(raw).split("\n");
  const opener = readOpener(lines[0] ?? "");
  if (!opener) return undefined;
  const closed = lines.length > 1 && isCloser(lines.at(-1) ?? "", opener.backticks);
  return { ...opener, text: lines.slice(1, closed ? -1 : undefined).join("\n"), closed };
}

/**
 * A code cell's lines, LF, without the final line break. The fence line of the origin is kept
 * as it was where the language and the attributes did not change.
 */
export function printFence(cell: Cell, origin: CellOrigin | undefined): string {
  const before = origin && readFence(origin.raw);
  const kept = before?.language === cell.language && before.attributes === cell.attributes.trim();
  const longest = (cell.text.match(/`+/g) ?? []).reduce((max, run) => Math.max(max, run.length), 0);
  const fence = "`".repeat(Math.max(3, longest + 1, kept ? before.backticks : 0));
  const info = kept
    ? withLineFeeds(origin?.raw ?? "")
        .split("\n", 1)[0]
        ?.replace(/^`+/, "")
    : infoOf(cell);
  const body = cell.text === "" ? "" : `${withLineFeeds(cell.text)}\n`;
  return `${fence}${info}\n${body}${fence}`;
}

function infoOf(cell: Cell): string {
  // An info string can hold neither a backtick nor a line break; saving goes on without them.
  const language = cell.language.replace(/[`\s]/g, "") || "plaintext";
  const attributes = cell.attributes.replace(/[`\r\n]+/g, " ").trim();
  return [language, cellLanguages.has(language) ? "" : cellFlag, attributes]
    .filter((word) => word !== "")
    .join(" ");
}
