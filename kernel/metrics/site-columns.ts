import type { Unit } from "../protocol/unit.ts";

/** What exports of web analytics and logs of events carry. */
export const siteColumns: readonly {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly additive: boolean;
}[] = [
  site("channel", "Channel", "category"),
  site("first_user_channel", "Channel of the first visit", "category"),
  site("source_medium", "Source and medium", "category"),
  site("source", "Source", "category"),
  site("medium", "Medium", "category"),
  site("utm_campaign", "Campaign of the link", "text"),
  site("utm_content", "Content of the link", "text"),
  site("landing_page", "Landing page", "text"),
  site("page_path", "Page", "text"),
  site("referrer", "Referrer", "text"),
  site("event_name", "Event", "category"),
  site("event_at", "Time of the event", "timestamp"),
  site("event_id", "Event ID", "id"),
  site("session_id", "Session ID", "id"),
  site("visitor_id", "Visitor ID", "id"),
  { ...site("event_value", "Value of the event", "money"), additive: true },
  { ...site("event_count", "Events", "count"), additive: true },
  { ...site("key_events", "Key events", "count"), additive: true },
  { ...site("engaged_sessions", "Engaged sessions", "count"), additive: true },
  site("users", "Users", "people"),
  site("active_users", "Active users", "people"),
  site("new_users", "New users", "people"),
  site("ga4_engagement_rate", "Engagement rate of sessions, as printed", "ratio"),
  site("key_event_rate", "Key event rate of sessions, as printed", "ratio"),
  site("avg_engagement_time", "Engagement time per session", "seconds"),
  site("avg_session_duration", "Session duration", "seconds"),
  site("events_per_session", "Events per session", "score"),
  site("events_per_user", "Events per user", "score"),
];

function site(id: string, label: string, unit: Unit) {
  return { id, label, unit, additive: false };
}
