import type { OutputColumn } from "../../kernel/protocol/output.ts";
import type { ColumnSummary } from "../../kernel/protocol/result-page.ts";
import { countText, shownValue } from "./describe-view.ts";
import { element } from "../element.ts";

/** What a column holds: figures, and how its values are spread. */
export function summaryView(
  summary: ColumnSummary,
  column: OutputColumn,
  currency: string | null,
): HTMLElement {
  const { rows, missing, distinct, min, max, median, bins } = summary;
  const facts: [string, string][] = [
    ["Rows", countText(rows)],
    ["No value", countText(missing)],
    ["Different values", countText(distinct)],
    ["Least", shownValue(min, column, currency)],
    ...(median === null
      ? []
      : [["Median", shownValue(median, column, currency)] as [string, string]]),
    ["Greatest", shownValue(max, column, currency)],
  ];
  const list = element("dl", { class: "facts" });
  for (const [term, text] of facts) list.append(element("dt", {}, term), element("dd", {}, text));
  return element(
    "div",
    { class: "summary" },
    list,
    ...(bins.length > 0 ? [bars(summary, column, currency)] : []),
  );
}

function bars({ bins }: ColumnSummary, column: OutputColumn, currency: string | null): HTMLElement {
  const most = Math.max(...bins.map(({ rows }) => rows));
  const shown = (text: string) => shownValue(text, column, currency);
  const fullest = bins.find(({ rows }) => rows === most);
  const label = fullest
    ? `Histogram: most rows, ${countText(most)}, from ${shown(fullest.from)} to ${shown(fullest.to)}`
    : "Histogram";
  const chart = element("div", { class: "bars", role: "img", "aria-label": label });
  for (const { from, to, rows } of bins) {
    const bar = element("div", {
      title: `${shown(from)} to ${shown(to)}: ${countText(rows)} rows`,
    });
    const fill = element("div", { class: "bar" });
    fill.style.height = rows === 0 ? "0" : `${Math.max(2, Math.round((rows / most) * 100))}%`;
    bar.append(fill);
    chart.append(bar);
  }
  return chart;
}
