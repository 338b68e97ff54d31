/**
 * A formula over named inputs, written once and read three ways: as SQL, as a number, as text.
 *
 * All arithmetic is in doubles. Wherever a formula has no answer it is NULL, never an error and
 * never infinity by division: a NULL input, a zero denominator, the root of a negative number,
 * a condition that does not hold.
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "input"; readonly name: string }
  | {
      readonly kind: "arithmetic";
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "root"; readonly of: Expression }
  | { readonly kind: "power of e"; readonly of: Expression }
  | { readonly kind: "least"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "where";
      readonly name: string;
      readonly value: Expression;
      readonly of: Expression;
    }
  | {
      readonly kind: "given";
      readonly conditions: readonly Condition[];
      readonly value: Expression;
    };

export interface Condition {
  readonly left: Expression;
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly right: Expression;
}

/** What the builders take: an input by its name, a number, or an expression. */
export type Operand = string | number | Expression;

export function ratio(numerator: Operand, denominator: Operand): Expression {
  return arithmetic("/", numerator, denominator);
}

export function times(left: Operand, right: Operand): Expression {
  return arithmetic("*", left, right);
}

export function plus(left: Operand, right: Operand): Expression {
  return arithmetic("+", left, right);
}

export function minus(left: Operand, right: Operand): Expression {
  return arithmetic("-", left, right);
}

export function squareRoot(of: Operand): Expression {
  return { kind: "root", of: expression(of) };
}

/** e to the power of it: the one operation that two machines may round differently. */
export function exponential(of: Operand): Expression {
  return { kind: "power of e", of: expression(of) };
}

export function least(left: Operand, right: Operand): Expression {
  return { kind: "least", left: expression(left), right: expression(right) };
}

/** `of`, in which `name` stands for a value that is worked out once: long formulas grow short. */
export function where(name: string, value: Operand, of: Operand): Expression {
  return { kind: "where", name, value: expression(value), of: expression(of) };
}

/** `value` where every condition holds, otherwise NULL. */
export function given(conditions: readonly Condition[], value: Operand): Expression {
  return { kind: "given", conditions, value: expression(value) };
}

export function condition(
  left: Operand,
  operator: Condition["operator"],
  right: Operand,
): Condition {
  return { left: expression(left), operator, right: expression(right) };
}

/** A sum, difference, product or quotient. */
export function arithmetic(
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
): Expression {
  return { kind: "arithmetic", operator, left: expression(left), right: expression(right) };
}

export type ArithmeticOperator = "+" | "-" | "*" | "/";

function expression(operand: Operand): Expression {
  if (typeof operand === "string") return { kind: "input", name: operand };
  if (typeof operand === "number") return { kind: "number", value: operand };
  return operand;
}

/** Names of the inputs, each once, in order of appearance. */
export function inputNames(formula: Expression): readonly string[] {
  return [...new Set(appearances(formula))];
}

function appearances(node: Expression): readonly string[] {
  switch (node.kind) {
    case "number":
      return [];
    case "input":
      return [node.name];
    case "arithmetic":
    case "least":
      return [...appearances(node.left), ...appearances(node.right)];
    case "root":
    case "power of e":
      return appearances(node.of);
    case "where":
      return [
        ...appearances(node.value),
        ...appearances(node.of).filter((name) => name !== node.name),
      ];
    default:
      return [
        ...appearances(node.value),
        ...node.conditions.flatMap(({ left, right }) => [
          ...appearances(left),
          ...appearances(right),
        ]),
      ];
  }
}
