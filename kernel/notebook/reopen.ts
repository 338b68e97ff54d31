import type { Problem } from "../protocol/problem.ts";
import { newFrame } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { parseNotebook } from "./parse.ts";
import { printNotebook, sameCells } from "./print.ts";

/**
 * What will look different when the saved notebook is opened again, for the saver to warn with:
 * one problem a cell, its `place.cell` counted from 1. No text is lost in any of these cases.
 * Empty: the file reopens as the same cells.
 */
export function reopenProblems(cells: readonly Cell[]): readonly Problem[] {
  const setup = cells.findIndex((cell) => cell.kind === "setup");
  return cells.flatMap((cell, index) => {
    const text =
      cell.kind === "setup" && index > 0
        ? misplaced(index === setup)
        : notReadAsOne(cell, index === cells.length - 1);
    if (!text) return [];
    return [{ code: "reopens_differently", place: { cell: String(index + 1) }, ...text }];
  });
}

type Text = Pick<Problem, "message" | "next">;

function misplaced(only: boolean): Text {
  return only
    ? { message: "The setup cell is saved as the first cell.", next: "Move it to the top." }
    : {
        message: "A notebook has one setup cell; this one is saved as a code cell in YAML.",
        next: "Move what it says into the first.",
      };
}

/** Prints the cell, with one after it where there is one, and reads it again. */
function notReadAsOne(cell: Cell, last: boolean): Text | undefined {
  const next: Cell = { kind: "code", language: "sql", attributes: "", text: "" };
  const cells = last ? [cell] : [cell, next];
  const read = parseNotebook(printNotebook({ frame: newFrame, cells })).cells;
  if (sameCells(read, cells)) return undefined;
  if (cell.kind === "setup") {
    return {
      message: "A line “---” ends the setup cell; what follows it becomes a markdown cell.",
      next: "Remove the line.",
    };
  }
  if (cell.kind === "code") {
    return {
      message: "The cell's language or attributes cannot be written on a fence line as they are.",
      next: "Leave out line breaks and backticks.",
    };
  }
  return read.length > cells.length || read[0]?.kind !== "markdown"
    ? {
        message: "The text holds a line that starts a cell, so it becomes several cells.",
        next: "Indent the line by one space to keep it as text.",
      }
    : {
        message:
          "The text leaves a comment, an HTML block or a code fence open, which takes in the next cells.",
        next: "Close it.",
      };
}
