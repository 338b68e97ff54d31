import { inspect } from "node:util";
import type { Place, Problem } from "../../protocol/problem.ts";
import { ProblemError } from "../../protocol/problem.ts";
import type { CellCode } from "../cell-code.ts";

const longest = 250;

/**
 * What a cell threw, with the place in the cell: of all the frames only the cell's own count.
 *
 * @param file  what the cell's script is called in a stack
 */
export function userProblem(
  error: unknown,
  file: string,
  { inserted }: Pick<CellCode, "inserted">,
): Problem {
  const places = framesIn(error, file).map(([line, column]) => {
    const isLater = line - 1 === inserted.line && column - 1 >= inserted.column + inserted.length;
    return { line, character: column - (isLater ? inserted.length : 0) };
  });
  const [place, ...callers] = places;
  if (error instanceof ProblemError)
    return { ...error.problem, ...(place && { place: { ...error.problem.place, ...place } }) };
  const lines = [...new Set(callers.map(({ line }) => line))].filter(
    (line) => line !== place?.line,
  );
  return {
    code: "script_error",
    message: messageOf(error),
    ...(place && { place: place satisfies Place }),
    ...(lines.length > 0 && {
      next: `Called from line ${lines.slice(0, 5).join(", ")} of the cell.`,
    }),
  };
}

function framesIn(error: unknown, file: string): readonly (readonly [number, number])[] {
  const stack = error instanceof Error && typeof error.stack === "string" ? error.stack : "";
  return stack.split("\n").flatMap((frame) => {
    const at = frame.lastIndexOf(`${file}:`);
    const place = at < 0 ? null : /^(\d+):(\d+)\)?$/.exec(frame.slice(at + file.length + 1));
    return place ? [[Number(place[1]), Number(place[2])] as const] : [];
  });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error))
    return `The cell threw ${inspect(error, { depth: 1 })}`.slice(0, longest);
  const { name, message } = error;
  // Packages put paths and whole traces into their messages.
  const [first = ""] = message.split("\n");
  return `${name}: ${first}`.slice(0, longest);
}
