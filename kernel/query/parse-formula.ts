import { ProblemError } from "../protocol/problem.ts";
import { textProblem } from "./formula-text.ts";
import { parseTree, type ParseSql } from "./read-tree.ts";
import type { SqlExpression } from "./syntax-tree.ts";

/** A formula that the engine has read, and nothing else has looked at. */
export interface ParsedFormula {
  /** The column that it defines. */
  readonly column: string;
  readonly text: string;
  readonly root: SqlExpression;
}

const prefix = "SELECT (";

/**
 * The text as one SQL expression.
 *
 * @throws `formula` with the character
 */
export async function parseFormula(
  column: string,
  text: string,
  parse: ParseSql,
): Promise<ParsedFormula> {
  const wrong = textProblem(text);
  if (wrong) throw refusal(column, wrong.what, wrong.next, wrong.index);
  const tree = await parseTree(`${prefix}${text})`, parse);
  if (tree.kind === "syntax") {
    const index = characterIndex(text, tree.byte);
    const what = index >= text.length ? "ends too early" : "is not an SQL expression from here on";
    throw refusal(column, what, "Write it like cost / video_views_6s.", index);
  }
  const [statement, ...more] = tree.kind === "tree" ? tree.statements : [];
  const isLone = statement?.kind === "select" && statement.from.kind === "empty" && !more.length;
  const [root, ...others] = isLone ? statement.items : [];
  if (!root || others.length > 0) {
    throw refusal(column, "is not one expression", "Write it like cost / video_views_6s.", 0);
  }
  return { column, text, root };
}

/** A problem of the formula, at the place of one of its parts. */
export function refusedAt(
  { column, text }: ParsedFormula,
  node: SqlExpression,
  what: string,
  next: string,
): ProblemError {
  return refusal(column, what, next, characterIndex(text, firstByte(node)));
}

/** The engine knows no place for some kinds, such as coalesce(); then it is that of what is inside. */
function firstByte(node: SqlExpression): number | null {
  if (node.byte !== null) return node.byte;
  const parts = "parts" in node ? node.parts : "of" in node ? [node.of] : [];
  return parts.map(firstByte).find((byte) => byte !== null) ?? null;
}

function characterIndex(text: string, byte: number | null): number {
  const bytes = Buffer.from(text, "utf8").subarray(0, Math.max(0, (byte ?? 0) - prefix.length));
  return bytes.toString("utf8").length;
}

function refusal(column: string, what: string, next: string, index: number): ProblemError {
  return new ProblemError({
    code: "formula",
    message: `The formula of “${column}” ${what}.`,
    place: { column, character: index + 1 },
    next,
  });
}
