import type { Call, Query, Select, SqlExpression } from "../query/syntax-tree.ts";

export type CallExpression = SqlExpression & Call;

/** The expression and all that are inside it, outermost first; not those of its subqueries. */
export function* within(expression: SqlExpression): Generator<SqlExpression> {
  yield expression;
  for (const part of partsOf(expression)) yield* within(part);
}

function partsOf(expression: SqlExpression): readonly SqlExpression[] {
  switch (expression.kind) {
    case "call": {
      const { parts, filter, partitions, orders } = expression;
      return [...parts, ...(filter ? [filter] : []), ...partitions, ...orders];
    }
    case "coalesce":
    case "and":
    case "other":
      return expression.parts;
    case "case":
      return [
        ...expression.branches.flatMap(({ condition, value }) => [condition, value]),
        expression.otherwise,
      ];
    case "cast":
      return [expression.of];
    case "comparison":
      return [expression.left, expression.right];
    case "star":
      return expression.replace.map(({ value }) => value);
    default:
      return [];
  }
}

/** Every expression of a SELECT, its clauses included. */
export function* expressionsOf(select: Query & Select): Generator<SqlExpression> {
  const { items, where, groups, having, qualify, orders } = select;
  for (const expression of [...items, where, ...groups, having, qualify, ...orders]) {
    if (expression) yield* within(expression);
  }
}

export function* callsOf(select: Query & Select): Generator<CallExpression> {
  for (const expression of expressionsOf(select)) if (expression.kind === "call") yield expression;
}

/** The conditions that all have to hold. */
export function allOf(condition: SqlExpression | null): readonly SqlExpression[] {
  if (!condition) return [];
  return condition.kind === "and" ? condition.parts.flatMap(allOf) : [condition];
}

/** The last part of a column's name, in small letters; null for anything else. */
export function columnName(expression: SqlExpression): string | null {
  return expression.kind === "column" ? (expression.path.at(-1)?.toLowerCase() ?? null) : null;
}
