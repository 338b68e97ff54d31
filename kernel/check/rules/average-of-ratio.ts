import { printedColumns } from "../../metrics/printed-columns.ts";
import type { Measured } from "../../query/quantity.ts";
import type { Scope } from "../../query/scope.ts";
import { callsOf, within, type CallExpression } from "../expressions.ts";
import { metricCall, printedMetric } from "../from-sums.ts";
import type { Rule } from "../rule.ts";
import {
  callSpan,
  measuredIn,
  spanAt,
  textOf,
  type CheckedNotebook,
  type CheckedStatement,
} from "../statement.ts";

type MetricByName = CheckedNotebook["metric"];

const averages = new Set(["avg", "mean", "favg"]);
const printed = new Set(printedColumns.map(({ id }) => id));

/** Every row counts the same in an average, whatever its clicks and impressions. */
export const averageOfRatio: Rule = {
  code: "average_of_ratio",
  level: "warning",
  *find(statement, { metric }) {
    for (const { select, scope } of statement.read.selects) {
      for (const call of callsOf(select)) {
        const quantity = averages.has(call.name) ? measuredIn(statement, call.parts[0]) : null;
        if (!quantity || !isRatio(quantity, metric)) continue;
        const span = callSpan(statement, call.byte);
        const instead =
          call.over || call.modified ? null : fromSums(call, scope, statement, metric);
        yield {
          at: span ?? spanAt(statement, call.byte),
          message:
            "An average of ratios counts a row of ten impressions as much as one of a million.",
          next: instead
            ? `Write ${instead}.`
            : "Divide sums instead, as the metric functions do: ctr(sum(clicks_destination), sum(impressions)).",
          ...(instead && span
            ? { fix: { title: `Use ${instead}`, edits: [{ ...span, text: instead }] } }
            : {}),
        };
      }
    }
  },
};

function isRatio({ unit, measure, label }: Measured, metric: MetricByName): boolean {
  if (unit === "ratio" || unit === "multiple") return true;
  if (measure !== null && printed.has(measure)) return true;
  return label !== null && metric(label.name)?.formula.kind === "arithmetic";
}

/** The metric over sums: of the call inside, or of the column as a platform or a cell computed it. */
function fromSums(
  { parts: [of] }: CallExpression,
  scope: Scope,
  statement: CheckedStatement,
  metricNamed: MetricByName,
): string | null {
  if (of?.kind === "call") {
    const metric = metricNamed(of.name);
    const span = callSpan(statement, of.byte);
    const isNested = of.parts.some((part) =>
      [...within(part)].some(({ kind }) => kind !== "column"),
    );
    if (!metric || !span || isNested || of.schema !== "") return null;
    return `${of.name}(${span.parts.map((part) => `sum(${textOf(statement, part)})`).join(", ")})`;
  }
  const quantity = measuredIn(statement, of);
  const metric = quantity?.label
    ? metricNamed(quantity.label.name)
    : printedMetric(quantity?.measure ?? "");
  return metric ? metricCall(metric, scope, (column) => `sum(${column})`) : null;
}
