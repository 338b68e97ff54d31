// Reports of an invented platform for spots in podcasts: its export, two metrics and a column.
import { defineColumn, definePlugin } from "campaign-notebook";

const placement = defineColumn({
  id: "audio_placement",
  label: "Placement",
  unit: "text",
  inputs: { show_name: "text", minute: "count" },
  compute: ({ show_name, minute }) => {
    const part = minute < 1 ? "pre-roll" : minute < 20 ? "mid-roll" : "late";
    return `${show_name}, ${part}`;
  },
});

export default definePlugin({
  name: "audio-ads",
  version: "1.0.0",
  contract: 1,
  metrics: [
    {
      name: "listen_through_rate",
      label: "Listen-through rate",
      unit: "ratio",
      better: "higher",
      inputs: { completed_plays: "count", plays: "count" },
      formula: "completed_plays / plays",
      doc: "Share of the spot's plays that were heard to their end.",
    },
    {
      name: "cost_per_listen",
      label: "Cost per completed listen",
      unit: "money",
      better: "lower",
      inputs: { cost: "money", completed_plays: "count" },
      formula: "cost / completed_plays",
      doc: "What one play that was heard to its end costs.",
    },
  ],
  columns: [placement],
  exports: [
    {
      id: "audio_ads_spots",
      label: "Audio Ads spot report",
      required: [["spot_id"], ["plays"]],
      levels: [{ level: "ad", id: "spot_id", name: "spot_name" }],
      breakdowns: ["show_name"],
      totalsLabels: ["(grand )?totals?", "gesamt"],
      printedRatios: [["completion_rate_printed", "completed_plays", "plays"]],
      columns: [
        { id: "date", kind: "date", headers: { en: ["Day"], de: ["Tag"] } },
        { id: "spot_id", kind: "id", headers: { en: ["Spot ID"], de: ["Spot-ID"] } },
        { id: "spot_name", kind: "text", headers: { en: ["Spot"], de: ["Spotname"] } },
        { id: "show_name", kind: "category", headers: { en: ["Show"], de: ["Sendung"] } },
        { id: "minute", kind: "decimal", headers: { en: ["Minute"], de: ["Ab Minute"] } },
        { id: "cost", kind: "money", headers: { en: ["Spend"], de: ["Ausgaben"] } },
        { id: "plays", kind: "int", headers: { en: ["Plays"], de: ["Wiedergaben"] } },
        {
          id: "completed_plays",
          kind: "int",
          headers: { en: ["Completed plays"], de: ["Vollständig gehört"] },
        },
        {
          id: "completion_rate_printed",
          kind: "percent",
          headers: { en: ["Completion rate"], de: ["Abschlussrate"] },
        },
      ],
    },
  ],
});
