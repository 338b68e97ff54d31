import type { Unit } from "../protocol/unit.ts";

/** What only some platforms' exports carry: settings of ads, fields of interfaces and connectors. */
export const platformColumns: readonly {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
}[] = [
  { id: "datetime", label: "Hour", unit: "timestamp" },
  { id: "inserted_at", label: "Inserted by the connector", unit: "timestamp" },
  { id: "objective", label: "Objective", unit: "category" },
  { id: "placement_type", label: "Placement", unit: "category" },
  { id: "device", label: "Device", unit: "category" },
  { id: "creative_name", label: "Creative name", unit: "text" },
  { id: "call_to_action", label: "Call to action", unit: "category" },
  { id: "goal_based_budget_increase", label: "Goal-based budget increase", unit: "category" },
  { id: "budget_adgroup", label: "Ad group budget", unit: "money" },
  { id: "ad_revenue_roas", label: "Ad revenue ROAS, as printed", unit: "multiple" },
  {
    id: "app_installs_by_conversion_time",
    label: "App installs by conversion time",
    unit: "count",
  },
  {
    id: "cost_per_result_by_conversion_time",
    label: "Cost per result by conversion time",
    unit: "money",
  },
  { id: "result_rate_by_conversion_time", label: "Result rate by conversion time", unit: "ratio" },
  { id: "skan_result_rate", label: "Result rate (SKAN)", unit: "ratio" },
  { id: "outbound_clicks", label: "Outbound clicks", unit: "count" },
  { id: "thruplays", label: "ThruPlays", unit: "count" },
  { id: "cpc_all_printed", label: "CPC (all), as printed", unit: "money" },
  { id: "result_indicator", label: "What results count", unit: "category" },
  { id: "attribution_setting", label: "Attribution setting", unit: "category" },
  { id: "starts_on", label: "Starts on", unit: "date" },
  { id: "ends_on", label: "Ends on", unit: "date" },
  { id: "period_from", label: "Period from", unit: "date" },
  { id: "period_to", label: "Period to", unit: "date" },
  { id: "boosted_at", label: "First advertised on", unit: "date" },
  { id: "video_url", label: "Link to the video", unit: "url" },
  { id: "anchor_id", label: "Anchor ID", unit: "id" },
  { id: "audience_gender_female", label: "Audience: women", unit: "ratio" },
  { id: "audience_gender_male", label: "Audience: men", unit: "ratio" },
  { id: "audience_age_18_24", label: "Audience aged 18–24", unit: "ratio" },
  { id: "audience_age_25_34", label: "Audience aged 25–34", unit: "ratio" },
  { id: "audience_region", label: "Audience by place", unit: "text" },
  { id: "audience_language", label: "Audience by language", unit: "text" },
];
