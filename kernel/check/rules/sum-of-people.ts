import { metricByName } from "../../metrics/catalogue.ts";
import { columnById } from "../../metrics/columns.ts";
import { isNumberUnit } from "../../protocol/unit.ts";
import type { Measured } from "../../query/quantity.ts";
import type { Query, Select } from "../../query/syntax-tree.ts";
import { callsOf, columnName } from "../expressions.ts";
import type { Rule } from "../rule.ts";
import type { CheckedNotebook } from "../statement.ts";
import { callSpan, measuredIn, spanAt } from "../statement.ts";

const totals = new Set(["sum", "fsum", "kahan_sum", "sumkahan"]);

/** The same person stands in many rows. */
export const sumOfPeople: Rule = {
  code: "sum_of_people",
  level: "warning",
  *find(statement, notebook) {
    for (const { select } of statement.read.selects) {
      for (const call of callsOf(select)) {
        const quantity = totals.has(call.name) ? measuredIn(statement, call.parts[0]) : null;
        if (!quantity || !doesNotAddUp(quantity)) continue;
        if (!call.over && isOneRowEach(select, quantity, notebook)) continue;
        const span = callSpan(statement, call.byte);
        const people = quantity.unit === "people";
        yield {
          at: span ?? spanAt(statement, call.byte),
          message: people
            ? "Reach does not add up: a person who saw the ad in two rows is counted twice."
            : "Rates and averages do not add up over rows.",
          next: people
            ? "Take it from an export of the whole period; the largest row, max(), is a lower bound."
            : "Divide sums instead, as the metric functions do.",
          ...(people && span
            ? {
                fix: {
                  title: "Take the largest row, a lower bound",
                  edits: [{ ...span.name, text: "max" }],
                },
              }
            : {}),
        };
      }
    }
  },
};

function doesNotAddUp({ unit, measure, label }: Measured): boolean {
  if (!isNumberUnit(unit)) return false;
  const column = measure === null ? undefined : columnById(measure);
  if (column) return !column.additive && isNumberUnit(column.unit);
  const metric = label && metricByName(label.name);
  return metric?.unit === "ratio" || metric?.unit === "multiple";
}

/** Where each group is one row of the source, its sum is that row's value. */
function isOneRowEach(
  { groups, items }: Query & Select,
  { source }: Measured,
  { sources }: CheckedNotebook,
): boolean {
  const key = sources.find(({ name }) => name === source)?.key ?? [];
  // GROUP BY ALL names no columns: it groups by the plain ones of the list.
  const grouped = new Set((groups.length > 0 ? groups : items).map(columnName));
  return key.length > 0 && key.every((column) => grouped.has(column.toLowerCase()));
}
