import type { Expression } from "../metrics/expression.ts";

/** About how many parts the expression has as SQL, where some inputs are written several times. */
export function expressionSize(node: Expression): number {
  switch (node.kind) {
    case "number":
    case "input":
      return 1;
    case "arithmetic":
      return 1 + expressionSize(node.left) + expressionSize(node.right);
    case "root":
      return 1 + 2 * expressionSize(node.of);
    case "power of e":
      return 1 + expressionSize(node.of);
    case "least":
      return 1 + 3 * (expressionSize(node.left) + expressionSize(node.right));
    case "where":
      return 1 + expressionSize(node.value) + expressionSize(node.of);
    default:
      return node.conditions.reduce(
        (size, { left, right }) => size + expressionSize(left) + expressionSize(right),
        1 + expressionSize(node.value),
      );
  }
}
