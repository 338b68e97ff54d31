import type { KpiTile, OutputValue } from "../protocol/output.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import { valueText } from "../protocol/value-text.ts";

/** How a figure stands against another, in words. */
export interface Comparison {
  readonly direction: "up" | "down" | "same";
  /**
   * "+12.50%"; of a ratio "+0.25 pp (+12.50%)", since a bare percentage of percentages misleads.
   * Where the other figure is zero or of another sign, the difference itself. Empty for no change.
   */
  readonly size: string;
  /** By the metric's direction; null where there is none, or no difference. */
  readonly verdict: "better" | "worse" | null;
}

/** Compares a tile's value with `other`; null where one of them is no number. */
export function compare(
  { value, unit, better }: Pick<KpiTile, "value" | "unit" | "better">,
  other: OutputValue,
  currency: string | null,
): Comparison | null {
  const [now, then] = [numberOf(value), numberOf(other)];
  if (now === null || then === null || (unit !== null && !isNumberUnit(unit))) return null;
  const change = now - then;
  // Two figures that read the same are the same to the reader: no verdict on noise.
  const reads = (figure: number) => valueText(figure, unit, currency);
  if (reads(now) === reads(then)) return { direction: "same", size: "", verdict: null };
  const difference = signed(change, valueText(Math.abs(change), unit, currency));
  const share =
    then === 0 || then < 0 !== now < 0
      ? null
      : signed(change, valueText(Math.abs(change / then), "ratio", null));
  const points = unit === "ratio" ? difference.replace(/%$/, " pp") : difference;
  return {
    direction: change > 0 ? "up" : "down",
    size: share === null ? points : unit === "ratio" ? `${points} (${share})` : share,
    verdict:
      better === "neither" ? null : change > 0 === (better === "higher") ? "better" : "worse",
  };
}

function signed(change: number, size: string): string {
  return size.startsWith("<") ? size : `${change > 0 ? "+" : "-"}${size}`;
}

function numberOf(value: OutputValue): number | null {
  if (value === null || value === "" || typeof value === "boolean") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
