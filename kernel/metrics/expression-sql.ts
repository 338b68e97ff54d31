import { identifier } from "../sql.ts";
import type { Condition, Expression } from "./expression.ts";

/**
 * The formula as a DuckDB expression of type DOUBLE.
 *
 * @param inputSql  SQL text for an input: a quoted parameter name, or any expression to inline
 */
export function expressionSql(formula: Expression, inputSql: (name: string) => string): string {
  const local = new Set<string>();
  const sql = (node: Expression): string => {
    switch (node.kind) {
      case "number":
        // With an exponent the literal is a DOUBLE; without one it would be INTEGER or DECIMAL.
        return String(node.value).includes("e") ? String(node.value) : `${node.value}e0`;
      case "input":
        return local.has(node.name)
          ? localName(node.name)
          : `CAST(${inputSql(node.name)} AS DOUBLE)`;
      case "arithmetic": {
        const right = sql(node.right);
        // DuckDB divides by zero to infinity.
        const safe = node.operator === "/" ? `nullif(${right}, 0e0)` : right;
        return `(${sql(node.left)} ${node.operator} ${safe})`;
      }
      case "root": {
        // DuckDB fails the whole query on the root of a negative number.
        const of = sql(node.of);
        return `CASE WHEN ${of} >= 0e0 THEN sqrt(${of}) END`;
      }
      case "power of e":
        return `exp(${sql(node.of)})`;
      case "least": {
        // DuckDB's own least() skips NULL.
        const [left, right] = [sql(node.left), sql(node.right)];
        return `CASE WHEN ${left} <= ${right} THEN ${left} WHEN ${right} < ${left} THEN ${right} END`;
      }
      case "where": {
        const value = sql(node.value);
        local.add(node.name);
        // The engine's only way to name a value within an expression, aggregates included.
        const of = sql(node.of);
        local.delete(node.name);
        return `list_transform([${value}], lambda ${localName(node.name)}: ${of})[1]`;
      }
      default:
        return `CASE WHEN ${node.conditions.map(conditionSql).join(" AND ")} THEN ${sql(node.value)} END`;
    }
  };
  const conditionSql = ({ left, operator, right }: Condition): string =>
    `${sql(left)} ${operator} ${sql(right)}`;
  return sql(formula);
}

/** No export and no notebook has such a column: arguments that are pasted within see their own. */
function localName(name: string): string {
  return identifier(`__${name}`);
}
