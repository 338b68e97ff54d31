import { literal } from "../../sql.ts";
import { epochMs } from "../vega/iso-time.ts";
import type { JsonObject } from "../vega/json.ts";
import { isObject } from "../vega/json.ts";
import type { Field, Relation } from "./relation.ts";

/** An expression of Vega as SQL with the same value for every row. */
export interface Sql {
  readonly sql: string;
  readonly kind: Field["kind"] | "null";
  readonly isDate?: boolean;
  readonly isUndefined?: boolean;
  readonly isLoose?: boolean;
}

/** Thrown for what has no equal in SQL here; it then stays in Vega. */
export class NotPushable extends Error {}

/**
 * @param node  syntax tree of an expression, from Vega's parser
 * @throws NotPushable
 */
export function expressionSql(node: unknown, relation: Relation): Sql {
  if (!isObject(node)) throw new NotPushable("no expression");
  switch (node["type"]) {
    case "Literal":
      return literalSql(node["value"]);
    case "MemberExpression":
      return fieldSql(node, relation);
    case "UnaryExpression":
      return unarySql(node, relation);
    case "BinaryExpression":
      return binarySql(node, relation);
    case "LogicalExpression": {
      const [left, right] = [truth(node["left"], relation), truth(node["right"], relation)];
      // JavaScript gives one of the operands, which is the same for conditions only.
      for (const side of ["left", "right"])
        if (expressionSql(node[side], relation).kind !== "boolean")
          throw new NotPushable("a value of && or ||");
      return boolean(`(${left} ${node["operator"] === "&&" ? "AND" : "OR"} ${right})`);
    }
    case "ConditionalExpression":
      return choice(node["test"], node["consequent"], node["alternate"], relation);
    case "CallExpression":
      return callSql(node, relation);
    default:
      throw new NotPushable(String(node["type"]));
  }
}

/** An expression as a condition that is never NULL. */
export function truth(node: unknown, relation: Relation): string {
  const value = expressionSql(node, relation);
  switch (value.kind) {
    case "boolean":
      return `coalesce(${value.sql}, false)`;
    case "number":
      return value.isLoose
        ? `(coalesce(${value.sql}, 0) <> 0 AND NOT isnan(coalesce(${value.sql}, 0)))`
        : `(coalesce(${value.sql}, 0) <> 0)`;
    case "text":
      return `(coalesce(${value.sql}, '') <> '')`;
    case "null":
      return "false";
  }
}

function boolean(sql: string): Sql {
  return { sql, kind: "boolean" };
}

function literalSql(value: unknown): Sql {
  if (value === null) return { sql: "NULL", kind: "null" };
  // In parentheses: x--1 would start a comment.
  if (typeof value === "number") return { sql: `(${literal(value)}::DOUBLE)`, kind: "number" };
  if (typeof value === "string") return { sql: literal(value), kind: "text" };
  if (typeof value === "boolean") return boolean(literal(value));
  throw new NotPushable("a literal");
}

/** `datum.x` and `datum["x"]`. */
function fieldSql(node: JsonObject, { fields }: Relation): Sql {
  const { object, property, computed } = node;
  const name = isObject(property) ? property[computed === true ? "value" : "name"] : undefined;
  const isDatum = isObject(object) && object["name"] === "datum";
  const field = isDatum && typeof name === "string" ? fields.get(name) : undefined;
  if (!field) throw new NotPushable("a name");
  return { ...field, sql: field.column };
}

/** As a number in arithmetic, where JavaScript takes null for 0. */
function number(node: unknown, relation: Relation): Sql {
  const value = expressionSql(node, relation);
  if (value.kind === "null") return { sql: "(0::DOUBLE)", kind: "number" };
  if (value.kind !== "number") throw new NotPushable("text as a number");
  return value.isUndefined
    ? { sql: `coalesce(${value.sql}, 'NaN'::DOUBLE)`, kind: "number", isLoose: true }
    : { ...value, sql: `coalesce(${value.sql}, 0)` };
}

function unarySql(node: JsonObject, relation: Relation): Sql {
  const { operator, argument } = node;
  if (operator === "!") return boolean(`(NOT ${truth(argument, relation)})`);
  const { sql, isLoose = false } = number(argument, relation);
  if (operator === "+") return { sql, kind: "number", isLoose };
  if (operator === "-") return { sql: `(-${sql})`, kind: "number", isLoose };
  throw new NotPushable(String(operator));
}

const orderings = new Set(["<", "<=", ">", ">="]);
const arithmetic = new Set(["+", "-", "*", "/"]);

function binarySql(node: JsonObject, relation: Relation): Sql {
  const operator = String(node["operator"]);
  if (orderings.has(operator)) {
    const [left, right] = [
      number(timeLiteral(node["left"]), relation),
      number(timeLiteral(node["right"]), relation),
    ];
    // For the engine NaN is equal to itself and larger than all numbers.
    const guards = [left, right]
      .filter(({ isLoose }) => isLoose)
      .map(({ sql }) => `NOT isnan(${sql})`);
    return boolean(`(${[`${left.sql} ${operator} ${right.sql}`, ...guards].join(" AND ")})`);
  }
  if (arithmetic.has(operator)) {
    const [left, right] = [number(node["left"], relation), number(node["right"], relation)];
    const isLoose = true;
    return { sql: `(${left.sql} ${operator} ${right.sql})`, kind: "number", isLoose };
  }
  const isEqual = ["==", "==="].includes(operator);
  if (!isEqual && !["!=", "!=="].includes(operator)) throw new NotPushable(operator);
  const [left, right] = [
    expressionSql(node["left"], relation),
    expressionSql(node["right"], relation),
  ];
  if (left.kind !== right.kind && left.kind !== "null" && right.kind !== "null")
    throw new NotPushable("values of two kinds compared");
  // Two dates are two objects, which are never the same; null and undefined are now the same, now not.
  if (left.isDate || right.isDate || left.isUndefined || right.isUndefined)
    throw new NotPushable("dates or undefined compared");
  const guard = left.isLoose && right.isLoose ? ` AND NOT isnan(coalesce(${left.sql}, 0))` : "";
  const equal = `(${left.sql} IS NOT DISTINCT FROM ${right.sql}${guard})`;
  return boolean(isEqual ? equal : `(NOT ${equal})`);
}

/** A date text that is compared with a field stands for the number the field holds. */
function timeLiteral(node: unknown): unknown {
  const text = isObject(node) && node["type"] === "Literal" ? node["value"] : undefined;
  if (typeof text !== "string" || !/^\d{4}-\d{2}/.test(text)) return node;
  return { type: "Literal", value: epochMs(text) ?? NaN };
}

function choice(test: unknown, then: unknown, otherwise: unknown, relation: Relation): Sql {
  const [left, right] = [expressionSql(then, relation), expressionSql(otherwise, relation)];
  const kind = left.kind === "null" ? right.kind : left.kind;
  if (kind !== right.kind && right.kind !== "null") throw new NotPushable("values of two kinds");
  if (left.isDate || right.isDate || left.isUndefined || right.isUndefined)
    throw new NotPushable("dates or undefined chosen");
  return {
    sql: `(CASE WHEN ${truth(test, relation)} THEN ${left.sql} ELSE ${right.sql} END)`,
    kind,
    isLoose: Boolean(left.isLoose || right.isLoose),
  };
}

function callSql(node: JsonObject, relation: Relation): Sql {
  const callee = isObject(node["callee"]) ? node["callee"]["name"] : undefined;
  const given: readonly unknown[] = Array.isArray(node["arguments"]) ? node["arguments"] : [];
  const [first, second, third] = given;
  switch (callee) {
    case "isValid": {
      const { sql, isLoose } = expressionSql(first, relation);
      return boolean(`(${sql} IS NOT NULL${isLoose ? ` AND NOT isnan(coalesce(${sql}, 0))` : ""})`);
    }
    case "isFinite": {
      const { sql, isLoose } = number(first, relation);
      return boolean(isLoose ? `isfinite(${sql})` : "true");
    }
    case "isDate": {
      const { sql, isDate } = expressionSql(first, relation);
      return boolean(isDate ? `(${sql} IS NOT NULL)` : "false");
    }
    case "toDate": {
      const value = expressionSql(first, relation);
      if (value.kind !== "number" || value.isLoose || value.isDate || value.isUndefined)
        throw new NotPushable("toDate");
      // The milliseconds of a time column; nobody means the first ten seconds of 1970 by them.
      return { sql: value.sql, kind: "number" };
    }
    case "abs":
    case "ceil":
    case "floor": {
      const { sql, isLoose = false } = number(first, relation);
      return { sql: `${callee}(${sql})`, kind: "number", isLoose };
    }
    case "if":
      return choice(first, second, third, relation);
    case "inrange":
      return inRange(first, elements(second), given.length, relation);
    case "indexof":
      return indexOf(elements(first), expressionSql(second, relation), relation);
    default:
      throw new NotPushable(String(callee));
  }
}

function inRange(
  value: unknown,
  bounds: readonly unknown[],
  given: number,
  relation: Relation,
): Sql {
  const [low, high] = bounds.map((bound) => number(bound, relation).sql);
  if (low === undefined || high === undefined || given !== 2) throw new NotPushable("inrange");
  const { sql, isLoose } = number(value, relation);
  const guard = isLoose ? ` AND NOT isnan(${sql})` : "";
  return boolean(`(${sql} BETWEEN least(${low}, ${high}) AND greatest(${low}, ${high})${guard})`);
}

function indexOf(list: readonly unknown[], value: Sql, relation: Relation): Sql {
  if (value.isLoose || value.isDate || value.isUndefined) throw new NotPushable("indexof");
  const items = list.map((item) => expressionSql(item, relation));
  const cases = items.flatMap(({ sql, kind }, index) =>
    kind === value.kind || kind === "null"
      ? [`WHEN ${value.sql} IS NOT DISTINCT FROM ${sql} THEN ${index}`]
      : [],
  );
  return {
    sql: cases.length === 0 ? "((-1)::DOUBLE)" : `(CASE ${cases.join(" ")} ELSE -1 END)::DOUBLE`,
    kind: "number",
  };
}

function elements(node: unknown): readonly unknown[] {
  const list = isObject(node) && node["type"] === "ArrayExpression" ? node["elements"] : undefined;
  if (!Array.isArray(list)) throw new NotPushable("a list");
  return list;
}
