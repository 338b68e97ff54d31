import type { ExportDefinition } from "../exports/definition.ts";

/** A ratio that a platform prints, and what it is computed from. */
export interface PrintedRatio {
  readonly printed: string;
  readonly above: string;
  readonly below: string;
  /** 1000 for prices per thousand. */
  readonly per: number;
}

/** Prices, which mean the same on every platform: `[printed, count]`. */
const costPer = [
  ["cpc_destination", "clicks_destination"],
  ["cost_per_result", "results"],
  ["cost_per_conversion", "conversions"],
  ["cost_per_landing_page_view", "landing_page_views"],
  ["cost_per_lead", "leads"],
  ["cost_per_add_to_cart", "add_to_cart"],
  ["cost_per_checkout_initiated", "checkouts_initiated"],
] as const;

export function printedRatios(definition: ExportDefinition): PrintedRatio[] {
  return [
    ...definition.printedRatios.map(([printed, above, below]) => ({
      printed,
      above,
      below,
      per: 1,
    })),
    ...costPer.map(([printed, below]) => ({ printed, above: "cost", below, per: 1 })),
    { printed: "cpm", above: "cost", below: "impressions", per: 1000 },
    { printed: "cost_per_1000_reached", above: "cost", below: "reach", per: 1000 },
    { printed: "frequency", above: "impressions", below: "reach", per: 1 },
  ];
}
