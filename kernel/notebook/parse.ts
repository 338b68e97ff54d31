import MarkdownIt from "markdown-it";
import type { Cell, Notebook } from "./cell.ts";
import { separatorLine } from "./cell.ts";
import { isCloser, readFence, readOpener } from "./fence.ts";
import { isBlank, lineEndingOf, linesOf, withLineFeeds } from "./lines.ts";
import type { Line } from "./lines.ts";
import { markdownParts } from "./markdown-run.ts";

// Only the blocks matter here. At its nesting limit (a list takes two) markdown-it takes the rest of
// the file for text, so the preset's 20 is too few: a deep list would hide the cells below it.
const markdown = new MarkdownIt("commonmark", { maxNesting: 200 }).disable(["inline", "text_join"]);

/**
 * The cells of a notebook file. Never fails: what is not a cell is markdown, and the slices kept
 * in the origins and the frame give the file back byte for byte.
 */
export function parseNotebook(text: string): Notebook {
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = text.slice(bom.length);
  const lines = linesOf(body);
  const cells: Cell[] = [];
  let position = 0;
  let head = "";

  const add = (cell: Omit<Cell, "origin">, start: number, end: number, line: number): void => {
    const before = body.slice(position, start);
    if (cells.length === 0) head = before;
    const origin = { before: cells.length === 0 ? "" : before, raw: body.slice(start, end), line };
    cells.push({ ...cell, origin });
    position = end;
  };
  const addMarkdown = (start: number, end: number, line: number): void => {
    const slice = withLineFeeds(body.slice(start, end));
    add({ kind: "markdown", language: "markdown", attributes: "", text: slice }, start, end, line);
  };

  const closing = frontMatterEnd(body, lines);
  if (closing !== undefined) {
    const end = lines[closing]?.end ?? 0;
    const yaml = setupText(body.slice(0, end)) ?? "";
    add({ kind: "setup", language: "yaml", attributes: "", text: yaml }, 0, end, 1);
  }

  let from = closing === undefined ? 0 : closing + 1;
  let separators: number[] = [];
  const endRun = (to: number): void => {
    for (const part of markdownParts(body, lines, { from, to, separators })) addMarkdown(...part);
    separators = [];
  };
  for (const block of blocksOf(body, lines, from)) {
    if (block.kind === "separator") {
      separators.push(block.from);
      continue;
    }
    endRun(block.from);
    from = block.to;
    const start = lines[block.from]?.start ?? 0;
    const end = lines[block.to - 1]?.end ?? start;
    const fence = readFence(body.slice(start, end));
    if (!fence) throw new Error("a fence was found that cannot be read");
    const { language, attributes, text: code } = fence;
    add({ kind: "code", language, attributes, text: code }, start, end, block.from + 1);
  }
  endRun(lines.length);

  // A file of nothing but blank lines is one empty cell: only an empty file has none.
  if (cells.length === 0 && text !== "") addMarkdown(body.length, body.length, 1);
  const eol = lineEndingOf(body);
  const tail = cells.length === 0 ? eol : body.slice(position);
  return { frame: { bom, eol, head, tail }, cells };
}

/** Line of the `---` that closes the front matter, or undefined where the file starts with none. */
export function frontMatterEnd(body: string, lines: readonly Line[]): number | undefined {
  const isRule = (line: Line): boolean => /^---[ \t]*$/.test(body.slice(line.start, line.end));
  if (lines[0] === undefined || !isRule(lines[0])) return undefined;
  const closing = lines.findIndex((line, index) => index > 0 && isRule(line));
  return closing === -1 ? undefined : closing;
}

/** What stands between the two `---`; undefined where `raw` is not just that. */
export function setupText(raw: string): string | undefined {
  const lines = linesOf(raw);
  if (frontMatterEnd(raw, lines) !== lines.length - 1) return undefined;
  const inside = lines.slice(1, -1);
  return withLineFeeds(raw.slice(inside[0]?.start ?? 0, inside.at(-1)?.end ?? 0));
}

interface Block {
  readonly kind: "fence" | "separator";
  /** Line indexes; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Code cells and separators at top level, in order. */
function blocksOf(body: string, lines: readonly Line[], first: number): readonly Block[] {
  const lineAt = (index: number): string => body.slice(lines[index]?.start, lines[index]?.end);
  const blocks: Block[] = [];
  for (const token of markdown.parse(body.slice(lines[first]?.start ?? body.length), {})) {
    if (token.level !== 0 || !token.map) continue;
    const from = token.map[0] + first;
    const to = token.map[1] + first;
    if (token.type === "html_block" && isSeparator(lineAt(from))) {
      blocks.push({ kind: "separator", from, to: from + 1 });
    } else if (token.type === "fence") {
      const opener = readOpener(lineAt(from));
      if (!opener) continue;
      const closed = to - 1 > from && isCloser(lineAt(to - 1), opener.backticks);
      blocks.push({ kind: "fence", from, to: closed ? to : lines.length });
    }
  }
  return blocks;
}

export function isSeparator(line: string): boolean {
  return line.startsWith(separatorLine) && isBlank(line.slice(separatorLine.length));
}
