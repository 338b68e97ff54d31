import type { JsonObject } from "./vega/json.ts";
import { chartFont } from "./vega/text-width.ts";

/**
 * The house style as a Vega-Lite config; what the spec's own config says wins.
 * Colours are signals, so that a theme switch needs no second compilation.
 *
 * @param signals  values of the colour signals
 * @param rows  rows of the largest table: many points are drawn smaller and fainter
 */
export function chartConfig(signals: Readonly<Record<string, unknown>>, rows: number): JsonObject {
  const [fg, muted, grid, accent] = ["vsFg", "vsMuted", "vsGrid", "vsAccent"].map((expr) => ({
    expr,
  }));
  const labels = { labelColor: muted, labelFontSize: 11, titleColor: fg, titleFontSize: 11 };
  const plainTitle = { titleFontWeight: "normal", ...labels };
  return {
    params: Object.entries(signals).map(([name, value]) => ({ name, value })),
    font: chartFont,
    background: "transparent",
    customFormatTypes: true,
    countTitle: "Rows",
    padding: 6,
    view: { stroke: null, continuousHeight: 280, discreteHeight: { step: 22 } },
    title: {
      anchor: "start",
      frame: "group",
      color: fg,
      subtitleColor: muted,
      fontSize: 14,
      subtitleFontSize: 12,
      offset: 12,
    },
    axis: {
      ...plainTitle,
      domain: false,
      gridColor: grid,
      gridOpacity: 0.7,
      tickColor: grid,
      labelLimit: 200,
      titlePadding: 8,
    },
    axisX: { grid: false, tickSize: 4 },
    axisY: { ticks: false, labelPadding: 6 },
    axisXQuantitative: {
      grid: true,
      ticks: false,
      tickCount: { expr: "width > 0 ? ceil(width / 75) : 4" },
    },
    axisYDiscrete: { grid: false },
    axisXTemporal: { labelFlush: false },
    legend: {
      ...plainTitle,
      // Beside the plot it would lie under the labels of the last points.
      orient: "top",
      columns: 3,
      labelLimit: 180,
      titleLimit: 220,
      symbolStrokeWidth: 2,
      symbolBaseFillColor: muted,
      symbolBaseStrokeColor: muted,
      symbolLimit: 30,
      gradientStrokeColor: "transparent",
    },
    header: {
      ...plainTitle,
      labelFontWeight: "bold",
      labelColor: fg,
      labelLimit: 220,
      labelPadding: 4,
    },
    mark: { color: accent },
    point: { filled: true, size: rows > 300 ? 22 : 55, opacity: rows > 300 ? 0.55 : 0.85 },
    circle: { size: rows > 300 ? 22 : 55, opacity: rows > 300 ? 0.55 : 0.85 },
    line: { strokeWidth: 2, strokeJoin: "round" },
    area: { fillOpacity: 0.75, line: true },
    rule: { color: muted },
    text: { color: fg, fontSize: 11, limit: 240 },
    tick: { thickness: 2 },
    arc: { stroke: { expr: "vsBg" }, strokeWidth: 1 },
    boxplot: {
      size: 18,
      box: { fillOpacity: 0.55 },
      median: { color: fg, strokeWidth: 2 },
      rule: { color: muted },
      outliers: { size: 18, opacity: 0.7 },
    },
    errorbar: { ticks: true, rule: { color: muted }, size: 8 },
    errorband: { band: { opacity: 0.25 } },
    trail: { color: accent },
    range: {
      category: { signal: "vsPal" },
      ordinal: { scheme: "campaign-ramp" },
      ramp: { scheme: "campaign-ramp" },
      heatmap: { scheme: "campaign-ramp" },
      diverging: { scheme: "campaign-diverging" },
    },
  };
}
