import type { Query, Select, SqlExpression } from "../query/syntax-tree.ts";
import { allOf } from "./expressions.ts";
import type { CheckedNotebook, CheckedStatement } from "./statement.ts";
import { measuredIn } from "./statement.ts";

/** First and last day, both inclusive; null: not bounded. */
interface Bounds {
  readonly from: number | null;
  readonly to: number | null;
}

const unbounded: Bounds = { from: null, to: null };
const dayMs = 86_400_000;

/**
 * How many days a query's rows can span at most: those that WHERE leaves of the days that the sources
 * have. null where neither is known.
 */
export function daysOf(
  select: Query & Select,
  statement: CheckedStatement,
  { parameters }: CheckedNotebook,
): number | null {
  const selects = new Set([select, ...statement.read.selects.map((one) => one.select)]);
  const conditions = [...selects].flatMap(({ where }) => allOf(where));
  const written = conditions
    .map((condition) => boundsOf(condition, statement, parameters))
    .reduce(narrower, unbounded);
  const sources = statement.tables.flatMap((table) => table.sources);
  const loaded = sources.flatMap(({ days }) =>
    days ? [{ from: Date.parse(days.from), to: Date.parse(days.to) }] : [],
  );
  // Only where all that is read is known to be of these days.
  const known = loaded.length === sources.length ? loaded.reduce(narrower, unbounded) : unbounded;
  const { from, to } = narrower(written, known);
  return from === null || to === null ? null : Math.max(0, (to - from) / dayMs + 1);
}

function narrower(a: Bounds, b: Bounds): Bounds {
  return {
    from: a.from === null ? b.from : Math.max(a.from, b.from ?? a.from),
    to: a.to === null ? b.to : Math.min(a.to, b.to ?? a.to),
  };
}

function boundsOf(
  condition: SqlExpression,
  statement: CheckedStatement,
  parameters: ReadonlyMap<string, string>,
): Bounds {
  const isDay = (expression: SqlExpression | undefined): boolean =>
    measuredIn(statement, expression)?.measure === "date";
  const day = (expression: SqlExpression | undefined): number | null =>
    expression ? writtenDay(expression, parameters) : null;
  if (condition.kind === "other" && condition.type === "COMPARE_BETWEEN") {
    const [input, lower, upper] = condition.parts;
    return isDay(input) ? { from: day(lower), to: day(upper) } : unbounded;
  }
  if (condition.kind !== "comparison") return unbounded;
  const isLeft = isDay(condition.left);
  if (!isLeft && !isDay(condition.right)) return unbounded;
  const at = day(isLeft ? condition.right : condition.left);
  if (at === null) return unbounded;
  const operator = isLeft ? condition.operator : mirrored(condition.operator);
  switch (operator) {
    case "COMPARE_EQUAL":
      return { from: at, to: at };
    case "COMPARE_GREATERTHANOREQUALTO":
      return { from: at, to: null };
    case "COMPARE_GREATERTHAN":
      return { from: at + dayMs, to: null };
    case "COMPARE_LESSTHANOREQUALTO":
      return { from: null, to: at };
    case "COMPARE_LESSTHAN":
      return { from: null, to: at - dayMs };
    default:
      return unbounded;
  }
}

function mirrored(operator: string): string {
  return operator.includes("LESS")
    ? operator.replace("LESS", "GREATER")
    : operator.replace("GREATER", "LESS");
}

/** `DATE '2026-05-01'`, `'2026-05-01'`, `$period_from`. */
function writtenDay(
  expression: SqlExpression,
  parameters: ReadonlyMap<string, string>,
): number | null {
  if (expression.kind === "cast") return writtenDay(expression.of, parameters);
  const text =
    expression.kind === "text"
      ? expression.value
      : expression.kind === "parameter"
        ? (parameters.get(expression.name.toLowerCase()) ?? "")
        : "";
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : null;
}
