import { NotPushable } from "./expression.ts";
import type { Field } from "./relation.ts";

/**
 * An aggregate of Vega over a field, NULL where Vega has undefined: sums of nothing are no zero.
 * `over` makes it a window function.
 */
export function measureSql(op: string, field: Field | undefined, over = ""): string {
  const call = (sql: string): string => `${sql}${over}`;
  if (op === "count") return `${call("count(*)")}::DOUBLE`;
  if (!field) throw new NotPushable(`${op} of nothing`);
  const { column, kind, isLoose, isDate, exact } = field;
  const missing = kind === "text" ? `(${column} IS NULL OR ${column} = '')` : `${column} IS NULL`;
  const value =
    kind === "text"
      ? `nullif(${column}, '')`
      : isLoose
        ? `(CASE WHEN NOT isnan(${column}) THEN ${column} END)`
        : column;
  switch (op) {
    case "valid":
      return `${call(`count(${value})`)}::DOUBLE`;
    case "missing":
      return `${call(`count(CASE WHEN ${missing} THEN 1 END)`)}::DOUBLE`;
    case "distinct":
      if (over !== "") throw new NotPushable("distinct in a window");
      // Vega counts what is missing as one value.
      return `(count(DISTINCT ${column}) + count(DISTINCT CASE WHEN ${column} IS NULL THEN 1 END))::DOUBLE`;
    default:
  }
  if (kind !== "number" || isDate) throw new NotPushable(`${op} of ${kind}`);
  const sum = `${call(`sum(${exact ?? value})`)}::DOUBLE`;
  const valid = call(`count(${value})`);
  switch (op) {
    case "sum":
      return sum;
    case "mean":
    case "average":
      return `(${sum} / nullif(${valid}, 0))`;
    case "min":
    case "max":
      return call(`${op}(${value})`);
    case "median":
      return call(`quantile_cont(${value}, 0.5)`);
    case "q1":
      return call(`quantile_cont(${value}, 0.25)`);
    case "q3":
      return call(`quantile_cont(${value}, 0.75)`);
    case "variance":
      return call(`var_samp(${value})`);
    case "variancep":
      return call(`var_pop(${value})`);
    case "stdev":
      return call(`stddev_samp(${value})`);
    case "stdevp":
      return call(`stddev_pop(${value})`);
    case "stderr":
      return `(${call(`stddev_samp(${value})`)} / sqrt(${valid}))`;
    default:
      throw new NotPushable(op);
  }
}
