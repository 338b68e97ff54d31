import type { Place, Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { namesIn } from "./names-in.ts";
import { rewrite } from "./rewrite.ts";
import { stripTypes } from "./strip-types.ts";
import { parseModule } from "./syntax.ts";

/** A TypeScript cell as the worker runs it, and what its text alone says. */
export interface CellCode {
  /** JavaScript for the inside of an async function, line for line the cell's. */
  readonly script: string;
  /** Where something was put into a line that the cell's own line does not have. */
  readonly inserted: { readonly line: number; readonly column: number; readonly length: number };
  /** Names that it exports, in order. */
  readonly exports: readonly string[];
  /** Ids of the columns that it defines. */
  readonly columns: readonly string[];
  /** Names that it uses without declaring them. */
  readonly uses: ReadonlySet<string>;
}

const mostKept = 200;
const read = new Map<string, CellCode | Problem>();

/** Takes a cell apart; a text is read once. A problem's place counts in the cell. */
export function readCell(text: string): CellCode | Problem {
  const known = read.get(text) ?? compile(text);
  read.delete(text);
  read.set(text, known);
  const [oldest] = read.keys();
  if (read.size > mostKept && oldest !== undefined) read.delete(oldest);
  return known;
}

export function isProblem(code: CellCode | Problem): code is Problem {
  return "message" in code;
}

function compile(text: string): CellCode | Problem {
  try {
    const code = stripTypes(text);
    const program = parseModule(code, "javascript");
    const names = namesIn(program);
    return { ...names, ...rewrite(code, program, names.values) };
  } catch (error) {
    return syntaxProblem(error);
  }
}

function syntaxProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof RangeError)
    return { code: "script_syntax", message: "The cell is nested too deeply to be read" };
  const place = placeOf(error);
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return {
    code: "script_syntax",
    message: message.replace(/ \(\d+:\d+\)$/, ""),
    ...(place && { place }),
  };
}

function placeOf(error: unknown): Place | null {
  const loc: unknown = error instanceof Error && "loc" in error ? error.loc : null;
  if (typeof loc !== "object" || loc === null || !("line" in loc) || !("column" in loc))
    return null;
  const { line, column } = loc;
  return typeof line === "number" && typeof column === "number"
    ? { line, character: column + 1 }
    : null;
}
