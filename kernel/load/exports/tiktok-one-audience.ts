import { id, text } from "./column.ts";
import type { Spelled } from "./column.ts";
import type { ExportDefinition } from "./definition.ts";
import { audienceDistributions } from "./tiktok-one-languages.ts";

/**
 * TikTok One, audience of a campaign or of its videos: each cell holds a whole distribution, as text.
 * No file was seen in any language: headers are fields of the interface, as a client of it carries
 * them, and Swedish labels.
 */
export const tiktokOneAudience: ExportDefinition = {
  id: "tiktok_one_audience",
  label: "TikTok One audience",
  required: [
    ["audience_gender", "audience_age", "audience_device_os"],
    ["audience_country", "audience_top3_country", "audience_top10_interests"],
  ],
  levels: [{ level: "video", id: "video_id" }],
  breakdowns: [],
  totalsLabels: [],
  printedRatios: [],
  columns: [
    id("video_id"),
    text("audience_gender"),
    text("audience_age"),
    text("audience_device_os"),
    text("audience_country"),
    text("audience_region"),
    text("audience_language"),
    text("audience_top3_country"),
    text("audience_top10_interests"),
  ],
};

export const audienceApiFields: Spelled = {
  video_id: ["video_id"],
  ...audienceDistributions,
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
