import type { Cell, Frame, Notebook } from "./cell.ts";
import { separatorLine } from "./cell.ts";
import { printFence, readFence } from "./fence.ts";
import { isBlank, linesOf, withLineFeeds, withoutOuterBlankLines } from "./lines.ts";
import { frontMatterEnd, isSeparator, parseNotebook, setupText } from "./parse.ts";

/**
 * The notebook as file text. A cell that says what its origin says is written as it was, byte for
 * byte; others are written anew with the file's line ending. The setup cell goes first, wherever
 * the list has it; a second one becomes a code cell.
 */
export function printNotebook(notebook: Notebook): string {
  const cells = setupFirst(notebook.cells);
  const kept = print(cells, notebook.frame, "kept");
  if (sameCells(parseNotebook(kept).cells, cells)) return kept;
  // A gap without a blank line does not part every pair of cells, and a fence that the end of the
  // file closed does not close elsewhere.
  const safe = print(cells, notebook.frame, "safe");
  return sameCells(parseNotebook(safe).cells, cells) ? safe : kept;
}

/** Whether two lists are the same cells to a reader: blank lines around markdown do not count. */
export function sameCells(left: readonly Cell[], right: readonly Cell[]): boolean {
  return (
    left.length === right.length &&
    left.every((cell, index) => {
      const other = right[index];
      return other !== undefined && sameCell(cell, other);
    })
  );
}

function sameCell(left: Cell, right: Cell): boolean {
  if (left.kind !== right.kind || textOf(left) !== textOf(right)) return false;
  if (left.kind !== "code") return true;
  return left.language === right.language && left.attributes.trim() === right.attributes.trim();
}

/** The cells in the order in which a file can hold them. */
export function setupFirst(cells: readonly Cell[]): readonly Cell[] {
  const setup = cells.find((cell) => cell.kind === "setup");
  if (!setup) return cells;
  const rest = cells.filter((cell) => cell !== setup);
  return [
    setup,
    ...rest.map((cell): Cell => (cell.kind === "setup" ? { ...cell, kind: "code" } : cell)),
  ];
}

function print(cells: readonly Cell[], frame: Frame, gaps: "kept" | "safe"): string {
  const [first] = cells;
  if (first === undefined) return "";
  const blankFile = frame.bom + frame.head + frame.tail;
  if (cells.length === 1 && isEmpty(first) && blankFile !== "") return blankFile;

  const parts: string[] = [];
  let end = "";
  const add = (part: string): void => {
    parts.push(part);
    end = part || end;
  };
  for (const [index, cell] of cells.entries()) {
    const separators = needsSeparator(cells, index) ? 1 : 0;
    const gap = index === 0 ? frame.head : (cell.origin?.before ?? "");
    const keep =
      separatorsIn(gap) === separators &&
      (startsLine(gap) || endsLine(end)) &&
      (isEmpty(cell) || endsLine(gap || end)) &&
      (index > 0 || gap === "" || cell.kind !== "setup") &&
      (index === 0 || gaps === "kept" || startsWithBlankLine(gap));
    add(keep ? gap : newGap(index, separators, frame.eol));
    add(printCell(cell, frame, gaps === "kept" && index === cells.length - 1));
  }
  const body = parts.join("") + frame.tail;
  const looksLikeSetup =
    first.kind !== "setup" && frontMatterEnd(body, linesOf(body)) !== undefined;
  return frame.bom + (looksLikeSetup ? frame.eol : "") + body;
}

/** Neighbouring markdown cells need one between them; a run of empty ones also one before. */
function needsSeparator(cells: readonly Cell[], index: number): boolean {
  if (cells[index]?.kind !== "markdown") return false;
  if (cells[index - 1]?.kind === "markdown") return true;
  for (let next = index; ; next++) {
    const cell = cells[next];
    if (cell?.kind !== "markdown") return true;
    if (!isEmpty(cell)) return false;
  }
}

function isEmpty(cell: Cell): boolean {
  return cell.kind === "markdown" && textOf(cell) === "";
}

/** How many separators a gap holds; -1 where it holds anything else than them and blank lines. */
function separatorsIn(gap: string): number {
  const lines = withLineFeeds(gap)
    .split("\n")
    .filter((line) => !isBlank(line));
  return lines.every(isSeparator) ? lines.length : -1;
}

function startsLine(text: string): boolean {
  return text.startsWith("\n") || text.startsWith("\r");
}

function endsLine(text: string): boolean {
  return text === "" || text.endsWith("\n") || text.endsWith("\r");
}

/** A blank line ends every paragraph and most HTML blocks. */
function startsWithBlankLine(gap: string): boolean {
  return /^\n[ \t]*\n/.test(withLineFeeds(gap));
}

function newGap(index: number, separators: number, eol: string): string {
  const blank = index === 0 ? "" : eol + eol;
  return separators === 0 ? blank : `${blank}${separatorLine}${eol}${eol}`;
}

function printCell(cell: Cell, frame: Frame, last: boolean): string {
  const { origin } = cell;
  if (origin && isUnchanged(cell, origin.raw, last)) return origin.raw;
  return written(cell).replaceAll("\n", frame.eol);
}

function written(cell: Cell): string {
  switch (cell.kind) {
    case "setup":
      return cell.text === "" ? "---\n---" : `---\n${textOf(cell)}\n---`;
    case "code":
      return printFence(cell, cell.origin);
    case "markdown":
      return textOf(cell);
  }
}

function isUnchanged(cell: Cell, raw: string, last: boolean): boolean {
  switch (cell.kind) {
    case "setup":
      return setupText(raw) === textOf(cell);
    case "markdown":
      return withoutOuterBlankLines(raw) === textOf(cell);
    case "code": {
      const fence = readFence(raw);
      const closes = fence !== undefined && (fence.closed || last);
      return closes && sameCell({ kind: "code", ...fence }, cell);
    }
  }
}

function textOf(cell: Cell): string {
  return cell.kind === "markdown" ? withoutOuterBlankLines(cell.text) : withLineFeeds(cell.text);
}
