import type { Expression } from "./expression.ts";

/** The formula as a person writes it: `cost / impressions * 1000`. */
export function expressionText(node: Expression): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "input":
      return node.name;
    case "arithmetic": {
      const level = precedence(node);
      const left = parenthesised(node.left, precedence(node.left) < level);
      // Grouping to the right is kept even where algebra does not need it: doubles do.
      const right = parenthesised(node.right, precedence(node.right) <= level);
      return `${left} ${node.operator} ${right}`;
    }
    case "root":
      return `sqrt(${expressionText(node.of)})`;
    case "power of e":
      return `exp(${expressionText(node.of)})`;
    case "least":
      return `least(${expressionText(node.left)}, ${expressionText(node.right)})`;
    case "where":
      return `${expressionText(node.of)} where ${node.name} = ${expressionText(node.value)}`;
    default: {
      const conditions = node.conditions.map(
        ({ left, operator, right }) =>
          `${expressionText(left)} ${operator} ${expressionText(right)}`,
      );
      return `${expressionText(node.value)} if ${conditions.join(" and ")}`;
    }
  }
}

function parenthesised(node: Expression, needed: boolean): string {
  return needed ? `(${expressionText(node)})` : expressionText(node);
}

function precedence(node: Expression): number {
  if (node.kind === "given" || node.kind === "where") return 0;
  if (node.kind !== "arithmetic") return 3;
  return node.operator === "+" || node.operator === "-" ? 1 : 2;
}
