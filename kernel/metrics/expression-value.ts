import type { ArithmeticOperator, Condition, Expression } from "./expression.ts";

/**
 * The formula's value, the same double as the SQL text gives: every operation used is exactly
 * rounded in both, and taken in the same order. Only powers of e may differ in the last digit.
 */
export function expressionValue(
  formula: Expression,
  inputs: (name: string) => number | null,
): number | null {
  const local = new Map<string, number | null>();
  const value = (node: Expression): number | null => {
    switch (node.kind) {
      case "number":
        return node.value;
      case "input":
        return local.has(node.name) ? (local.get(node.name) ?? null) : inputs(node.name);
      case "arithmetic": {
        const [left, right] = [value(node.left), value(node.right)];
        return left === null || right === null ? null : operations[node.operator](left, right);
      }
      case "root": {
        const of = value(node.of);
        return of === null || order(of, 0) < 0 ? null : Math.sqrt(of);
      }
      case "power of e": {
        const of = value(node.of);
        return of === null ? null : Math.exp(of);
      }
      case "least": {
        const [left, right] = [value(node.left), value(node.right)];
        if (left === null || right === null) return null;
        return order(left, right) <= 0 ? left : right;
      }
      case "where": {
        local.set(node.name, value(node.value));
        const of = value(node.of);
        local.delete(node.name);
        return of;
      }
      default:
        return node.conditions.every(holds) ? value(node.value) : null;
    }
  };
  const holds = ({ left, operator, right }: Condition): boolean => {
    const [leftValue, rightValue] = [value(left), value(right)];
    if (leftValue === null || rightValue === null) return false;
    return comparisons[operator](order(leftValue, rightValue));
  };
  return value(formula);
}

const operations: Record<ArithmeticOperator, (left: number, right: number) => number | null> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? null : left / right),
};

const comparisons: Record<Condition["operator"], (order: number) => boolean> = {
  "<": (sign) => sign < 0,
  "<=": (sign) => sign <= 0,
  ">": (sign) => sign > 0,
  ">=": (sign) => sign >= 0,
};

/** Negative, zero or positive, as DuckDB orders doubles: NaN equals itself and is above all others. */
function order(left: number, right: number): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1;
  if (Number.isNaN(right) || left < right) return -1;
  return left > right ? 1 : 0;
}
