import {
  arithmetic,
  condition,
  given,
  squareRoot,
  times,
  type Condition,
  type Expression,
} from "../metrics/expression.ts";
import { columnById } from "../metrics/columns.ts";
import { parameters, type Metric } from "../metrics/metric.ts";
import { whereToGet } from "../metrics/where-columns-are.ts";
import { nearest } from "../protocol/near-names.ts";
import type { ProblemError } from "../protocol/problem.ts";
import type { NumberUnit, Unit } from "../protocol/unit.ts";
import { functionQuantity, metricQuantity } from "./call-units.ts";
import { expressionSize } from "./expression-size.ts";
import { anyOf, inUnit, isNumber, unknown, type Quantity } from "./quantity.ts";
import { refusedAt, type ParsedFormula } from "./parse-formula.ts";
import { arithmeticOnly, refusedCall } from "./refused-call.ts";
import { substitute } from "./substitute.ts";
import type { Call, SqlExpression } from "./syntax-tree.ts";

export interface KnownColumn {
  readonly name: string;
  readonly unit: Unit;
}

/** What a formula may name. SQL compares names without case. */
export interface FormulaNames {
  readonly columns: readonly KnownColumn[];
  /** Built-in metrics, called as functions. */
  readonly metric: (name: string) => Metric | undefined;
  /** The notebook's other columns, named like columns or called as functions. */
  readonly custom: (name: string) => Metric | undefined;
}

export interface Formula {
  readonly expression: Expression;
  /** The columns in the order in which the text has them, those of columns that it uses in their place. */
  readonly columns: readonly string[];
  /** null where the formula does not make it certain. */
  readonly unit: NumberUnit | null;
}

/**
 * The formula over the columns it names. Division by zero, and anything calculated with NULL, is
 * NULL, so `nullif(…, 0)` under a division goes without saying.
 *
 * @throws `formula` with the character, for all that is not arithmetic over columns
 */
export function readFormula(parsed: ParsedFormula, names: FormulaNames): Formula {
  const reader = new FormulaReader(parsed, names);
  const { expression, quantity } = reader.read(parsed.root);
  return {
    expression,
    columns: [...reader.columns],
    unit: isNumber(quantity) ? quantity.unit : null,
  };
}

interface Read {
  readonly expression: Expression;
  readonly quantity: Quantity;
}

class FormulaReader {
  readonly #formula: ParsedFormula;
  readonly #names: FormulaNames;
  readonly columns = new Set<string>();

  constructor(formula: ParsedFormula, names: FormulaNames) {
    this.#formula = formula;
    this.#names = names;
  }

  read(node: SqlExpression): Read {
    const read = this.#readAny(node);
    // Columns made of columns made of columns double with each step.
    if (expressionSize(read.expression) > 2000) {
      throw this.#refused(node, "becomes too long once written out", "Split the calculation.");
    }
    return read;
  }

  #readAny(node: SqlExpression): Read {
    switch (node.kind) {
      case "number": {
        const value = Number(node.text);
        if (Number.isFinite(value)) {
          return { expression: { kind: "number", value }, quantity: { kind: "number", value } };
        }
        throw this.#refused(node, "holds a number beyond all bounds", "Write a smaller one.");
      }
      case "column":
        return this.#column(node);
      case "call":
        return this.#call(node);
      case "cast":
        if (node.type === "DOUBLE") return this.read(node.of);
        // The engine writes TRUE as a text made a BOOLEAN.
        if (node.of.kind === "text") return this.read(node.of);
        throw this.#refused(node, "converts a type", "Leave it out: all is calculated as DOUBLE.");
      case "case":
        return this.#given(node);
      case "coalesce":
        throw this.#refused(
          node,
          "replaces NULL",
          "Use coalesce() in the query: missing is not zero, and what it means is decided there.",
        );
      case "subquery":
        throw this.#refused(node, "holds a query", "Write it over columns only.");
      case "text":
      case "null":
      case "parameter":
      case "star":
      case "comparison":
      case "and":
      case "other":
        throw this.#refused(node, "calculates with something that is no number", arithmeticOnly);
    }
  }

  #column(node: SqlExpression & { kind: "column" }): Read {
    const [name = "", ...rest] = node.path;
    if (rest.length > 0) {
      throw this.#refused(node, "names a table", "Write the column's name alone.");
    }
    const column = this.#names.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!column) return this.#customColumn(node, name);
    const quantity = { ...inUnit(column.unit), measure: column.name.toLowerCase() };
    if (!isNumber(quantity)) {
      throw this.#refused(
        node,
        `calculates with “${column.name}”, which is no number`,
        arithmeticOnly,
      );
    }
    this.columns.add(column.name);
    return { expression: { kind: "input", name: column.name }, quantity };
  }

  #customColumn(node: SqlExpression, name: string): Read {
    const custom = this.#names.custom(name);
    if (custom) {
      for (const parameter of parameters(custom)) this.columns.add(parameter.name);
      return { expression: custom.formula, quantity: inUnit(custom.unit) };
    }
    const known = columnById(name.toLowerCase());
    if (known) {
      throw this.#refused(node, `needs “${known.id}”, which no source here has`, whereToGet(known));
    }
    const alike = nearest(
      name,
      this.#names.columns.map((column) => column.name.toLowerCase()),
    );
    throw this.#refused(
      node,
      `names “${name}”, which is no column`,
      alike ? `Did you mean ${alike}?` : "Write it over loaded columns.",
    );
  }

  #call(node: SqlExpression & Call): Read {
    const [left, right, ...more] = node.parts;
    if (left && right && more.length === 0 && isArithmetic(node.name)) {
      const divisor = node.name === "/" ? withoutNullif(right) : right;
      const [a, b] = [this.read(left), this.read(divisor)];
      return {
        expression: arithmetic(node.name, a.expression, b.expression),
        quantity: functionQuantity(node.name, [a.quantity, b.quantity], true),
      };
    }
    if (left && !right && (node.name === "-" || node.name === "+")) {
      const of = this.read(left);
      const quantity = functionQuantity(node.name, [of.quantity], true);
      return { expression: node.name === "+" ? of.expression : times(-1, of.expression), quantity };
    }
    if (left && !right && node.name === "sqrt") {
      return { expression: squareRoot(this.read(left).expression), quantity: unknown };
    }
    const plain = node.schema === "" && !node.over && !node.modified;
    const metric = plain
      ? (this.#names.metric(node.name) ?? this.#names.custom(node.name))
      : undefined;
    if (metric) return this.#metric(node, metric);
    const { what, next } = refusedCall(node);
    throw this.#refused(node, what, next);
  }

  #metric(node: SqlExpression & Call, metric: Metric): Read {
    const list = parameters(metric);
    const inputs = new Map<string, Expression>();
    const values = node.parts.map((part, index) => {
      const parameter =
        part.alias === ""
          ? list[index]
          : list.find(({ name }) => name.toLowerCase() === part.alias.toLowerCase());
      if (!parameter || inputs.has(parameter.name)) throw this.#wrongInputs(node, metric);
      const { expression, quantity } = this.read(part);
      inputs.set(parameter.name, expression);
      return { name: part.alias, value: quantity };
    });
    for (const { name, default: fallback } of list) {
      if (inputs.has(name)) continue;
      if (fallback === undefined) throw this.#wrongInputs(node, metric);
      inputs.set(name, { kind: "number", value: fallback });
    }
    return {
      expression: substitute(metric.formula, inputs),
      quantity: metricQuantity(metric, values),
    };
  }

  /** `CASE WHEN … THEN … END`, the way in which a formula says where it has no answer. */
  #given(node: SqlExpression & { kind: "case" }): Read {
    const [branch, ...more] = node.branches;
    if (!branch || more.length > 0 || node.otherwise.kind !== "null") {
      throw this.#refused(
        node,
        "chooses between values",
        "Choose in the query; here it may say WHEN … THEN … END only.",
      );
    }
    const required = branch.condition;
    const conditions = (required.kind === "and" ? required.parts : [required]).map((part) =>
      this.#condition(part),
    );
    const value = this.read(branch.value);
    return {
      expression: given(conditions, value.expression),
      quantity: anyOf([value.quantity, { kind: "null" }]),
    };
  }

  #condition(node: SqlExpression): Condition {
    const operator = node.kind === "comparison" ? comparisons.get(node.operator) : undefined;
    if (node.kind !== "comparison" || !operator) {
      throw this.#refused(
        node,
        "has a condition of another kind",
        "Compare with <, <=, > or >=, joined by AND.",
      );
    }
    return condition(this.read(node.left).expression, operator, this.read(node.right).expression);
  }

  #wrongInputs(node: SqlExpression, metric: Metric): ProblemError {
    const list = parameters(metric).map(({ name }) => name);
    return this.#refused(
      node,
      `calls ${metric.name}() with other inputs than it takes`,
      `Write ${metric.name}(${list.join(", ")}).`,
    );
  }

  #refused(node: SqlExpression, what: string, next: string): ProblemError {
    return refusedAt(this.#formula, node, what, next);
  }
}

const comparisons: ReadonlyMap<string, Condition["operator"]> = new Map([
  ["COMPARE_LESSTHAN", "<"],
  ["COMPARE_LESSTHANOREQUALTO", "<="],
  ["COMPARE_GREATERTHAN", ">"],
  ["COMPARE_GREATERTHANOREQUALTO", ">="],
] as const);

function isArithmetic(name: string): name is "+" | "-" | "*" | "/" {
  return name === "+" || name === "-" || name === "*" || name === "/";
}

function withoutNullif(node: SqlExpression): SqlExpression {
  if (node.kind !== "call" || node.name !== "nullif" || node.schema !== "") return node;
  const [value, zero, ...more] = node.parts;
  const isZero = zero?.kind === "number" && Number(zero.text) === 0 && more.length === 0;
  return value && isZero ? value : node;
}
