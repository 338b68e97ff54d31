import { text } from "./column.ts";
import type { Spelled } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";

/**
 * TikTok One, audience of a campaign: each cell holds a whole distribution, as text. No file was seen
 * in any language: headers are Swedish labels of the user interface.
 */
export const tiktokOneAudience: ExportDefinition = {
  id: "tiktok_one_audience",
  label: "TikTok One audience",
  required: [
    ["audience_gender", "audience_age", "audience_device_os"],
    ["audience_country", "audience_top3_country", "audience_top10_interests"],
  ],
  levels: [],
  breakdowns: [],
  totalsLabels: [],
  printedRatios: [],
  columns: [
    text("audience_gender"),
    text("audience_age"),
    text("audience_device_os"),
    text("audience_country"),
    text("audience_top3_country"),
    text("audience_top10_interests"),
  ],
};

/** Labels of the user interface in Swedish. */
export const swedishInferred: Spelled = {
  audience_gender: ["Kön"],
  audience_age: ["Ålder"],
  audience_device_os: ["Enhetens operativsystem"],
  audience_country: ["Länder eller regioner"],
  audience_top3_country: ["Topp 3 länder eller regioner"],
  audience_top10_interests: ["Topp 10 målgruppsintressen"],
};
