import { reachOf, type Counts } from "./counts.ts";

/** A metric column as Ads Manager heads and prints it. */
export interface MetricColumn {
  readonly header: string;
  readonly text: (counts: Counts, audience: number) => string;
  /** Part of the 20 columns of large exports. */
  readonly base?: true;
}

/** The metrics of the export, in its order. Printed ratios come from the row's own counts. */
export const metricColumns: readonly MetricColumn[] = [
  { header: "Cost", text: (c) => hundredths(c.cost), base: true },
  { header: "CPC (destination)", text: (c) => quotient(c.cost, c.clicksDestination) },
  { header: "CPM", text: (c) => quotient(c.cost * 1000, c.impressions) },
  { header: "Impressions", text: (c) => String(c.impressions), base: true },
  { header: "Clicks (destination)", text: (c) => String(c.clicksDestination), base: true },
  { header: "CTR (destination)", text: (c) => percent(c.clicksDestination, c.impressions) },
  { header: "Clicks (all)", text: (c) => String(c.clicksAll), base: true },
  { header: "CTR (all)", text: (c) => percent(c.clicksAll, c.impressions) },
  { header: "Reach", text: (c, audience) => String(reachOf(c, audience)), base: true },
  {
    header: "Cost per 1,000 people reached",
    text: (c, audience) => quotient(c.cost * 1000, reachOf(c, audience)),
  },
  {
    header: "Frequency",
    text: (c, audience) => quotient(c.impressions * 100, reachOf(c, audience)),
  },
  { header: "Video views", text: (c) => String(c.videoViews), base: true },
  { header: "2-second video views", text: (c) => String(c.views2s), base: true },
  { header: "6-second video views", text: (c) => String(c.views6s), base: true },
  { header: "Video views at 25%", text: (c) => String(c.views25) },
  { header: "Video views at 50%", text: (c) => String(c.views50) },
  { header: "Video views at 75%", text: (c) => String(c.views75) },
  { header: "Video views at 100%", text: (c) => String(c.views100) },
  { header: "Average play time per video view", text: (c) => quotient(c.watched, c.videoViews) },
  { header: "Landing page views (website)", text: (c) => String(c.landingPageViews), base: true },
  { header: "Adds to cart (website)", text: (c) => String(c.addsToCart) },
  { header: "Checkouts initiated (website)", text: (c) => String(c.checkouts) },
  { header: "Purchases (website)", text: (c) => String(c.purchases), base: true },
  { header: "Purchase value (website)", text: (c) => hundredths(c.purchaseValue), base: true },
  { header: "Purchase ROAS (website)", text: (c) => quotient(c.purchaseValue * 100, c.cost) },
  { header: "Conversions", text: (c) => String(c.conversions), base: true },
  { header: "Cost per conversion", text: (c) => quotient(c.cost, c.conversions) },
  // Per impression, as the platform defines it since October 2023.
  { header: "Conversion rate (CVR)", text: (c) => percent(c.conversions, c.impressions) },
  {
    header: "Conversion rate (CVR, clicks)",
    text: (c) => percent(c.conversions, c.clicksDestination),
  },
];

/** Whole hundredths with two decimals: 1234 is "12.34". */
function hundredths(value: number): string {
  const whole = Math.floor(value / 100);
  const rest = value - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

/** Both whole numbers; the quotient in hundredths, rounded half up without a float in between. */
function quotient(dividend: number, divisor: number): string {
  if (divisor === 0) return "-";
  return hundredths(Math.floor((2 * dividend + divisor) / (2 * divisor)));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${quotient(part * 10_000, whole)}%`;
}
