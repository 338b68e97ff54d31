import type { Rule } from "../rule.ts";
import { measuredIn, spanAt, textOf, type CheckedStatement } from "../statement.ts";

/** Names that say who someone is, beside those that exports are known to have. */
const personal = /^(?:pii_|e_?mail$|phone$|buyer_name$|recipient$|full_name$|address$)/;

/** A report is passed on; whoever bought something did not agree to that. */
export const personalDataShown: Rule = {
  code: "personal_data_shown",
  level: "warning",
  *find(statement) {
    const { cell, isResult, read, query } = statement;
    if (!isResult || cell.hide === "all" || cell.hide === "result" || query.kind !== "select")
      return;
    const columns = (read.columns ?? []).flatMap(({ quantity }) =>
      quantity.kind === "measured" && personal.test(quantity.measure ?? "")
        ? [quantity.measure ?? ""]
        : [],
    );
    const [first] = columns;
    if (first === undefined) return;
    const own = query.items.find((item) =>
      personal.test(measuredIn(statement, item)?.measure ?? ""),
    );
    const star = query.items.find((item) => item.kind === "star");
    const item = own ?? star ?? query.items[0];
    const at = spanAt(statement, item?.byte ?? null);
    const isPlainStar =
      !own &&
      star?.kind === "star" &&
      star.exclude.length === 0 &&
      // Of `FROM orders` alone nothing is written.
      textOf(statement, at) === "*";
    const alone = own && query.items.length > 1 ? withComma(statement, at) : null;
    yield {
      at,
      message: `${columns.join(", ")} ${columns.length === 1 ? "says" : "say"} who someone is, and the report shows it to whoever gets it.`,
      next: "Leave it out of the result, or count with it: count(DISTINCT …).",
      ...(isPlainStar
        ? {
            fix: {
              title: "Leave personal data out",
              edits: [{ start: at.end, end: at.end, text: ` EXCLUDE (${columns.join(", ")})` }],
            },
          }
        : alone && columns.length === 1
          ? { fix: { title: "Leave it out of the result", edits: [{ ...alone, text: "" }] } }
          : {}),
    };
  },
};

/** A plain column of a list with one of the commas beside it; null where more belongs to it. */
function withComma(
  { tokens }: CheckedStatement,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | null {
  const after = tokens.findIndex((token) => token.start >= end);
  const before = tokens.findLastIndex((token) => token.end <= start);
  const next = tokens[after];
  const previous = tokens[before];
  if (next?.value === ",") return { start, end: tokens[after + 1]?.start ?? next.end };
  const isLast = next === undefined || next.value.toUpperCase() === "FROM";
  return previous?.value === "," && isLast ? { start: previous.start, end } : null;
}
