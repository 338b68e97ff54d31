import { inputNames, type Expression } from "../metrics/expression.ts";

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
      case "power of e":
        return { ...node, of: replaced(node.of) };
      case "where": {
        const name = freeName(node.name, inputs);
        const within = new Map([...inputs, [node.name, { kind: "input", name } as const]]);
        return { ...node, name, value: replaced(node.value), of: substitute(node.of, within) };
      }
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

/** A name within the formula must not catch a column of the same name that comes in. */
function freeName(name: string, inputs: ReadonlyMap<string, Expression>): string {
  const coming = new Set([...inputs.values()].flatMap(inputNames).map((one) => one.toLowerCase()));
  let free = name;
  while (coming.has(free.toLowerCase())) free += "_";
  return free;
}
