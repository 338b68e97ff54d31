import type { Query, Select, SqlExpression } from "../../query/syntax-tree.ts";
import { allOf, callsOf, columnName, within } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import { measuredIn, spanAt, type CheckedStatement } from "../statement.ts";

const places = new Set(["country", "region"]);
const rates = new Set(["ctr", "ctr_all", "ctr_destination", "ctr_all_printed"]);

/** What people click differs between countries by itself. */
export const rankingAcrossRegions: Rule = {
  code: "rates_ranked_across_regions",
  level: "warning",
  *find(statement) {
    for (const { select } of statement.read.selects) {
      const place = placeColumn(select, statement);
      for (const orders of place === null ? [] : rankings(select)) {
        const [first] = orders;
        if (!first || !isRate(orderedBy(first, select), statement)) continue;
        const at = spanAt(statement, first.byte);
        yield {
          at,
          message: `This ranks CTR over several values of ${place}: what people click differs between countries by itself, so the list says more of the countries than of the ads.`,
          next: `Compare inside one of them: order by ${place} first.`,
          fix: {
            title: `Order by ${place} first`,
            edits: [{ start: at.start, end: at.start, text: `${place}, ` }],
          },
        };
      }
    }
  },
};

/** The country or region that the rows are of, unless all are of one. */
function placeColumn(select: Query & Select, statement: CheckedStatement): string | null {
  const isPlace = (expression: SqlExpression): boolean =>
    places.has(measuredIn(statement, expression)?.measure ?? "") && columnName(expression) !== null;
  const place = [...select.groups, ...select.items].find(isPlace);
  const fixed = allOf(select.where).some(
    (condition) =>
      condition.kind === "comparison" &&
      condition.operator === "COMPARE_EQUAL" &&
      [condition.left, condition.right].some(isPlace),
  );
  return place && !fixed && place.kind === "column" ? place.path.join(".") : null;
}

/** ORDER BY of the query, and of windows over all rows. */
function* rankings(select: Query & Select): Generator<readonly SqlExpression[]> {
  yield select.orders;
  for (const call of callsOf(select)) {
    if (/rank|row_number|ntile/.test(call.name) && call.partitions.length === 0) yield call.orders;
  }
}

/** `ORDER BY 2` is the second item. */
function orderedBy(expression: SqlExpression, { items }: Query & Select): SqlExpression {
  if (expression.kind !== "number") return expression;
  return items[Number(expression.text) - 1] ?? expression;
}

function isRate(expression: SqlExpression, statement: CheckedStatement): boolean {
  return [...within(expression)].some((part) => {
    const quantity = measuredIn(statement, part);
    return rates.has(quantity?.label?.name ?? quantity?.measure ?? "");
  });
}
