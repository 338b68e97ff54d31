import type { SqlExpression } from "./syntax-tree.ts";

/** Parts that do not decide what the whole measures. */
export function unmeasuredParts(expression: SqlExpression): readonly SqlExpression[] {
  switch (expression.kind) {
    case "call": {
      const { partitions, orders, filter } = expression;
      return [...partitions, ...orders, ...(filter ? [filter] : [])];
    }
    case "case":
      return expression.branches.map(({ condition }) => condition);
    case "comparison":
      return [expression.left, expression.right];
    case "and":
    case "other":
      return expression.parts;
    default:
      return [];
  }
}
