import { minus, ratio, times } from "./expression.ts";
import { defineMetric } from "./metric.ts";
import { rate } from "./rate-metric.ts";

const source = "Ours; the formula is inferred from the name.";

/** The site behind the click, the budget, and how far the data can be trusted. */
export const operations = [
  rate("bounce_rate", "bounces", "site_entries", {
    label: "Bounce rate after ad click",
    doc: "Share of site entries that left without doing anything.",
    notes:
      "Web analytics export the rate; the counts need a source of your own. GA4's rate is 1 - its engagement rate.",
    better: "lower",
    source: "Google Analytics 4 help: bounce rate.",
  }),
  defineMetric({
    id: "spend_pace",
    name: "pace",
    label: "Spend pace",
    unit: "multiple",
    better: "neither",
    inputs: { cost: "money", budget: "money", elapsed_share: "ratio" },
    formula: ratio("cost", times("budget", "elapsed_share")),
    doc: "Spend so far over what the budget allows by now: 1 is on plan, above it too fast.",
    notes:
      "The budget is that of the whole period; exports repeat it on every row, so take max(budget) per campaign and not its sum over days. elapsed_share is the part of the period that is over, 0-1. NULL where nothing is over yet.",
    source,
  }),
  rate("utm_coverage", "rows_with_utm", "rows", {
    label: "UTM coverage",
    doc: "Share of rows whose link carries UTM parameters.",
    notes: "Channels behind the other rows cannot be told apart.",
    source,
  }),
  defineMetric({
    id: "recheck_difference",
    name: "recheck_difference",
    label: "Difference to the platform's own figure",
    unit: "ratio",
    better: "neither",
    inputs: { report_value: "score", backend_value: "score" },
    formula: ratio(minus("report_value", "backend_value"), "backend_value"),
    doc: "How far the report's figure is from the one in the platform, relative to the platform's.",
    notes: "Look one or two core figures up in the platform, for the same days and time zone.",
    source,
  }),
  defineMetric({
    id: "forecast_deviation",
    name: "forecast_deviation",
    label: "Deviation from forecast",
    unit: "ratio",
    better: "neither",
    inputs: { actual: "score", forecast: "score" },
    formula: ratio(minus("actual", "forecast"), "forecast"),
    doc: "How far the actual figure is from its forecast, relative to the forecast.",
    source,
  }),
  rate("data_completeness", "rows_received", "rows_expected", {
    label: "Data completeness",
    doc: "Share of the expected rows that arrived.",
    source,
  }),
  defineMetric({
    id: "event_loss_rate",
    name: "event_loss_rate",
    label: "Event loss rate",
    unit: "ratio",
    better: "lower",
    inputs: { events_received: "count", events_sent: "count" },
    formula: minus(1, ratio("events_received", "events_sent")),
    doc: "Share of the events sent that did not arrive.",
    notes: "Blockers and broken tags lose events; repeated ones hide it, so count each once.",
    source,
  }),
  rate("event_duplication_rate", "duplicate_events", "events", {
    label: "Event duplication rate",
    doc: "Share of events that repeat another one.",
    better: "lower",
    source,
  }),
  rate("id_match_rate", "events_with_id", "events", {
    label: "Identifier match rate",
    doc: "Share of events with a user or session id.",
    source,
  }),
] as const;
