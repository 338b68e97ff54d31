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
];
