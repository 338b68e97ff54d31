import type { Expression } from "../metrics/expression.ts";

/** The formula with an expression in the place of each input, all at once. */
export function substitute(
  formula: Expression,
  inputs: ReadonlyMap<string, Expression>,
): Expression {
  const replaced = (node: Expression): Expression => {
    switch (node.kind) {
      case "number":
        return node;
      case "input":
        return inputs.get(node.name) ?? node;
      case "arithmetic":
      case "least":
        return { ...node, left: replaced(node.left), right: replaced(node.right) };
      case "root":
        return { ...node, of: replaced(node.of) };
      default:
        return {
          ...node,
          value: replaced(node.value),
          conditions: node.conditions.map((one) => ({
            ...one,
            left: replaced(one.left),
            right: replaced(one.right),
          })),
        };
    }
  };
  return replaced(formula);
}
