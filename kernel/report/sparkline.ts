import type { KpiTile } from "../protocol/output.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { valueText } from "../protocol/value-text.ts";

const [width, height, margin] = [160, 36, 3];

/** A figure over time as a small line with gaps where it has no value; null with fewer than two values. */
export function sparkline(tile: KpiTile, currency: string | null): Markup | null {
  const present = tile.series.filter((value) => value !== null);
  const [first, last] = [present[0], present.at(-1)];
  if (present.length < 2 || first === undefined || last === undefined) return null;
  const [low, high] = [Math.min(...present), Math.max(...present)];
  const say = (value: number) => valueText(value, tile.unit, currency);
  const label = `${tile.label} over time, ${present.length} values: from ${say(first)} to ${say(last)}, lowest ${say(low)}, highest ${say(high)}`;
  return markup`<svg class="spark" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${label}"><path d="${line(tile.series, low, high)}"/></svg>`;
}

function line(series: readonly (number | null)[], low: number, high: number): string {
  const x = (index: number) =>
    margin + ((width - 2 * margin) * index) / Math.max(series.length - 1, 1);
  const y = (value: number) =>
    high === low ? height / 2 : margin + ((height - 2 * margin) * (high - value)) / (high - low);
  return series
    .map((value, index) => {
      if (value === null) return "";
      const point = `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      // A line of next to no length is drawn as a dot: a value between two gaps stays visible.
      return (series[index - 1] ?? null) === null ? `M${point}h.1` : `L${point}`;
    })
    .join("");
}
