import type { ExportRow } from "../sample/read-export.ts";
import { hundredths } from "../sample/read-export.ts";

/** Sums of an export's rows, computed apart from the kernel. */
export class Sums {
  readonly #rows: readonly ExportRow[];

  constructor(rows: readonly ExportRow[]) {
    this.#rows = rows;
  }

  of(header: string): number {
    return this.#rows.reduce((sum, row) => sum + hundredths(row, header), 0) / 100;
  }

  /** A part's share of a whole, both column headers. */
  rate(part: string, whole: string): number {
    return this.of(part) / this.of(whole);
  }
}

export function groupBy(rows: readonly ExportRow[], header: string): Map<string, ExportRow[]> {
  const groups = new Map<string, ExportRow[]>();
  for (const row of rows) {
    const key = row.get(header) ?? "";
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** Wilson's interval at 95% in the form of the textbook. */
export function wilson(successes: number, trials: number): readonly [number, number] {
  const z = 1.959963984540054;
  const rate = successes / trials;
  const centre = rate + (z * z) / (2 * trials);
  const reach = z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return [(centre - reach) / scale, (centre + reach) / scale];
}

/** Without the days whose clicks stand far out from the ad's usual day. */
export function withoutBursts(rows: readonly ExportRow[]): ExportRow[] {
  return [...groupBy(rows, "Ad ID").values()].flatMap((days) => {
    const shown = days.filter((day) => hundredths(day, "Impressions") > 0);
    const clicks = shown.map((day) => Number(day.get("Clicks (destination)")));
    const usual = median(clicks);
    const spread = median(clicks.map((value) => Math.abs(value - usual)));
    const usualCtr = median(shown.map(ctrOf));
    return days.filter(
      (day) =>
        !(
          Number(day.get("Clicks (destination)")) > usual + 6 * 1.4826 * spread + 10 &&
          ctrOf(day) > 2.5 * usualCtr
        ),
    );
  });
}

function ctrOf(day: ExportRow): number {
  return Number(day.get("Clicks (destination)")) / Number(day.get("Impressions"));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
