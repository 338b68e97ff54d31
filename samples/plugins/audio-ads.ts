// An invented platform for spots in podcasts: its export, two metrics, a column, a diagnosis, a template.
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

const column = (id, kind, en, de) => ({ id, kind, headers: { en: [en], de: [de] } });

export default definePlugin({
  name: "audio-ads",
  version: "1.0.0",
  contract: 1,
  metrics: [
    { name: "listen_through_rate", label: "Listen-through rate", unit: "ratio", better: "higher",
      inputs: { completed_plays: "count", plays: "count" }, formula: "completed_plays / plays",
      doc: "Share of the spot's plays that were heard to their end." },
    { name: "cost_per_listen", label: "Cost per completed listen", unit: "money", better: "lower",
      inputs: { cost: "money", completed_plays: "count" }, formula: "cost / completed_plays",
      doc: "What one play that was heard to its end costs." },
  ],
  columns: [placement],
  exports: [{
    id: "audio_ads_spots",
    label: "Audio Ads spot report",
    required: [["ad_id"], ["completed_plays"]],
    levels: [{ level: "ad", id: "ad_id", name: "ad_name" }],
    breakdowns: ["show_name"],
    totalsLabels: ["(grand )?totals?", "gesamt"],
    printedRatios: [["completion_rate_printed", "completed_plays", "impressions"]],
    columns: [
      column("date", "date", "Day", "Tag"),
      column("ad_id", "id", "Spot ID", "Spot-ID"),
      column("ad_name", "text", "Spot", "Spotname"),
      column("show_name", "category", "Show", "Sendung"),
      column("minute", "decimal", "Minute", "Ab Minute"),
      column("cost", "money", "Spend", "Ausgaben"),
      column("impressions", "int", "Plays", "Wiedergaben"),
      column("completed_plays", "int", "Completed plays", "Vollständig gehört"),
      column("completion_rate_printed", "percent", "Completion rate", "Abschlussrate"),
    ],
  }],
  diagnoses: [{
    id: "AU1", name: "Dear plays", severity: "medium", about: "level",
    needs: ["cost", "impressions"],
    thresholds: {
      min_plays: { default: 1000, unit: "count", label: "Fewest plays to judge their price" },
      dear: { default: 1.5, unit: "multiple", label: "Dear: times the other spots' price" },
    },
    query: `SELECT thing_id, thing_name, NULL AS within, impressions AS plays, price, others,
        price / others AS times, impressions >= {min_plays} AS enough,
        price >= {dear} * others AS effect, cost - impressions * others AS stake
      FROM (SELECT *, cost / nullif(impressions, 0) AS price,
          (sum(cost) OVER () - cost) / nullif(sum(impressions) OVER () - impressions, 0) AS others
        FROM diag_things)`,
    sentence: "A play of it costs {price}, {times} what a play of the other spots does.",
    evidence: [
      { column: "price", label: "Cost per play", unit: "money", base: "others" },
      { column: "plays", label: "Plays", unit: "count" },
    ],
    units: { times: "multiple" },
    base: "all other spots",
    stake: "what its plays cost beyond the others' price",
    action: "Bid less for it, or move its budget to shows where a play is cheaper.",
  }],
  templates: [{ name: "audio-week", title: "Audio week", path: "./audio-ads.campaign.md",
    description: "Which spots are heard to their end, and what does a listen cost?" }],
});
