import { metricByName } from "../../metrics/catalogue.ts";
import { expressionsOf } from "../expressions.ts";
import { metricCall } from "../from-sums.ts";
import type { Rule } from "../rule.ts";
import { measuredIn, spanAt } from "../statement.ts";

/** CVR as platforms print it; some divide by clicks, some by impressions. */
const printed = new Set(["cvr_clicks", "cvr_impressions_printed", "cvr_ambiguous"]);

/** The same name over another denominator. */
export const printedCvrCompared: Rule = {
  code: "printed_cvr_compared",
  level: "warning",
  *find(statement) {
    const sources = new Set<string>();
    for (const { select, scope } of statement.read.selects) {
      for (const expression of expressionsOf(select)) {
        const quantity = expression.kind === "column" ? measuredIn(statement, expression) : null;
        if (!printed.has(quantity?.measure ?? "") || quantity?.source === undefined) continue;
        const isSecond = sources.size === 1 && !sources.has(quantity.source);
        sources.add(quantity.source);
        if (!isSecond) continue;
        const at = spanAt(statement, expression.byte);
        const metric = metricByName("cvr");
        const call = metric ? metricCall(metric, scope, (column) => column) : null;
        yield {
          at,
          message:
            "Printed CVRs of two sources are compared: one platform divides by clicks, the other by impressions.",
          next: "Compute both with cvr(conversions, clicks).",
          ...(call ? { fix: { title: `Use ${call}`, edits: [{ ...at, text: call }] } } : {}),
        };
      }
    }
  },
};
