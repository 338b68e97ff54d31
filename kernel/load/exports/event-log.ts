import type { ExportColumn, ExportDefinition } from "./definition.ts";

/**
 * An event log of one's own: one row per thing that a visitor did. There is no standard; these are the
 * names that the common trackers and warehouses give their fields. Visitors stay pseudonymous: columns
 * with names or addresses are not loaded.
 */
export const eventLog: ExportDefinition = {
  id: "event_log",
  label: "Event log",
  ownColumns: true,
  required: [["event_at"], ["event_name"]],
  levels: [{ level: "event", id: "event_id", once: true }],
  breakdowns: [],
  totalsLabels: [],
  printedRatios: [],
  columns: [
    field("timestamp", "event_at", "event_time", "event_timestamp", "timestamp", "occurred_at"),
    field("category", "event_name", "event_name", "event", "event_type"),
    field("id", "event_id", "event_id"),
    field("id", "session_id", "session_id", "ga_session_id"),
    field(
      "id",
      "visitor_id",
      "visitor_id",
      "user_id",
      "anonymous_id",
      "client_id",
      "user_pseudo_id",
    ),
    field("text", "page_path", "page_path", "page", "page_url", "page_location", "url"),
    field("text", "referrer", "referrer", "page_referrer"),
    field("text", "source", "utm_source", "source"),
    field("text", "medium", "utm_medium", "medium"),
    field("text", "utm_campaign", "utm_campaign"),
    field("text", "utm_content", "utm_content"),
    field("category", "device", "device", "device_category", "platform"),
    field("category", "country", "country", "country_code"),
    field("id", "product_id", "product_id", "item_id"),
    field("id", "order_id", "order_id", "transaction_id"),
    field("int", "quantity", "quantity"),
    field("money", "event_value", "value", "event_value", "revenue"),
    field("text", "currency", "currency"),
  ],
};

function field(kind: ExportColumn["kind"], id: string, ...names: readonly string[]): ExportColumn {
  return { id, kind, headers: { api: names } };
}
