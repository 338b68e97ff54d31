import type { SqlExpression } from "./syntax-tree.ts";

/** An item's column; null where the engine makes a name of the expression's text. */
export function nameOf(item: SqlExpression): string | null {
  if (item.alias !== "") return item.alias;
  return item.kind === "column" ? (item.path.at(-1) ?? null) : null;
}

/** `COLUMNS(…)`, `* LIKE …` and unnest() of a struct stand for any number of columns. */
export function givesSeveral(item: SqlExpression): boolean {
  switch (item.kind) {
    case "star":
      return true;
    case "call":
      return item.name === "unnest" || item.parts.some(givesSeveral);
    case "coalesce":
    case "and":
    case "other":
      return item.parts.some(givesSeveral);
    case "case":
      return [
        ...item.branches.flatMap(({ condition, value }) => [condition, value]),
        item.otherwise,
      ].some(givesSeveral);
    case "cast":
      return givesSeveral(item.of);
    case "comparison":
      return [item.left, item.right].some(givesSeveral);
    default:
      return false;
  }
}
