import type { Query } from "../../query/syntax-tree.ts";
import { expressionsOf } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import {
  callSpan,
  placeOf,
  spanAt,
  type CheckedNotebook,
  type CheckedStatement,
  type Found,
} from "../statement.ts";

/** Which rows are left is not decided by anything that is written. */
export const limitWithoutOrder: Rule = {
  code: "limit_without_order",
  level: "warning",
  *find(statement) {
    for (const query of statement.read.queries) {
      if (!query.limit || query.orders.length > 0 || isOneRow(query)) continue;
      const place = placeOf(statement, query.limit.byte);
      const limit = statement.tokens.findLast(
        ({ kind, value, start }) =>
          kind === "word" && value.toLowerCase() === "limit" && start <= place,
      );
      const at = limit ?? spanAt(statement, query.limit.byte);
      yield {
        at: { start: at.start, end: at.end },
        message: "LIMIT without ORDER BY keeps any rows: which ones may change with each run.",
        next: "Say which come first, as in ORDER BY cost DESC, or ORDER BY ALL.",
        ...(limit
          ? {
              fix: {
                title: "Order by all columns",
                edits: [{ start: limit.start, end: limit.start, text: "ORDER BY ALL " }],
              },
            }
          : {}),
      };
    }
  },
};

/** An aggregate over everything; LIMIT 0 asks for the columns only. */
function isOneRow({ limit, ...query }: Query): boolean {
  if (limit?.kind === "number" && Number(limit.text) === 0) return true;
  return query.kind === "select" && query.from.kind === "empty";
}

const changing = new Map([
  ["random", "random() gives other numbers each time."],
  ["uuid", "uuid() gives another value each time."],
  ["gen_random_uuid", "gen_random_uuid() gives another value each time."],
  ["now", "now() makes the answer depend on when the notebook runs."],
  ["get_current_timestamp", "The current time makes the answer depend on when the notebook runs."],
  ["transaction_timestamp", "The current time makes the answer depend on when the notebook runs."],
  ["current_timestamp", "The current time makes the answer depend on when the notebook runs."],
  ["current_date", "The current day makes the answer depend on when the notebook runs."],
  ["today", "The current day makes the answer depend on when the notebook runs."],
]);

/** The same notebook over the same exports gives the same answer, but for these. */
export const notRepeatable: Rule = {
  code: "not_repeatable",
  level: "warning",
  *find(statement, notebook) {
    for (const { select, scope } of statement.read.selects) {
      for (const expression of expressionsOf(select)) {
        const isName = expression.kind === "column" && expression.path.length === 1;
        const name = isName ? expression.path[0]?.toLowerCase() : undefined;
        const called = expression.kind === "call" ? expression.name : undefined;
        // A column of that name is an ordinary one.
        const isColumn = scope.star?.some((column) => column.name?.toLowerCase() === name) ?? false;
        const message = changing.get(called ?? (isColumn ? "" : (name ?? "")));
        if (message === undefined) continue;
        const at = callSpan(statement, expression.byte) ?? spanAt(statement, expression.byte);
        const isDay = message.includes("depend on when");
        const lastDay = isDay ? lastDayOf(statement, notebook) : null;
        yield {
          at,
          message,
          next: isDay
            ? "Count from the last day of the export instead: (SELECT max(date) FROM ads)."
            : "Choose rows by a column, or by hash() of an id.",
          ...(lastDay
            ? {
                fix: {
                  title: "Count from the last day of the export",
                  edits: [{ start: at.start, end: at.end, text: lastDay }],
                },
              }
            : {}),
        };
      }
      if (select.isSampled || (select.from.kind === "table" && select.from.isSampled)) {
        yield sampled(statement);
      }
    }
  },
};

function lastDayOf({ tables }: CheckedStatement, { sources }: CheckedNotebook): string | null {
  const [source, ...others] = sources.filter(
    ({ name, columns }) =>
      tables.some((table) => table.sources.some((one) => one.name === name)) &&
      columns.some((column) => column.name === "date"),
  );
  return source && others.length === 0 ? `(SELECT max(date) FROM ${source.name})` : null;
}

function sampled(statement: CheckedStatement): Found {
  const word = statement.tokens.find(
    ({ kind, value }) => kind === "word" && /^(?:table)?sample$/i.test(value),
  );
  const at = word ?? spanAt(statement, null);
  return {
    at: { start: at.start, end: at.end },
    message: "A sample without a seed holds other rows each time.",
    next: "Give it a seed with REPEATABLE (42), or choose rows by hash() of an id.",
  };
}
