import { expressionFunction, scheme, textMetrics } from "vega";
import { epochMs } from "./iso-time.ts";
import { asText } from "./json.ts";
import { textWidth } from "./text-width.ts";
import { tooltipText } from "./tooltip-text.ts";
import type { NumberUnit } from "../../protocol/unit.ts";
import { valueText } from "../../protocol/value-text.ts";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 6 });
const maxSequence = 100_000;

/** Registers what a compiled chart calls by name. Safe to call twice. */
export function registerFormats(): void {
  expressionFunction("cnTick", (value: unknown, unit: string) => tick(value, unit));
  expressionFunction("cnValue", (value: unknown, format: string) => {
    const [unit, currency] = format.split(":");
    if (isMissing(value)) return "";
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by units.ts, which knows only these
    return valueText(Number(value), unit as NumberUnit, currency ?? null);
  });
  expressionFunction("cnDate", (value: unknown, unit: string) => {
    const ms = epochMs(value);
    if (ms === undefined) return isMissing(value) ? "" : String(value);
    const text = new Date(ms).toISOString();
    return unit === "timestamp" && ms % 86_400_000 !== 0
      ? text.slice(0, 16).replace("T", " ")
      : text.slice(0, 10);
  });
  expressionFunction("cnTime", (...parts: unknown[]) => utcTime(parts));
  expressionFunction("cnToDate", (value: unknown) =>
    value === null || value === undefined || value === "" ? null : (utcTime([value]) ?? null),
  );
  expressionFunction("cnSpoken", (tooltip: Record<string, unknown>) =>
    Object.entries(tooltip)
      .map(([name, value]) => `${name}: ${tooltipText(value)}`)
      .join("; "),
  );
  expressionFunction("sequence", (...bounds: number[]) => sequence(bounds));
  scheme("campaign-ramp", (share: number) => `rgba(47, 128, 196, ${alpha(share)})`);
  scheme("campaign-diverging", (share: number) =>
    share < 0.5
      ? `rgba(203, 90, 26, ${alpha(1 - 2 * share)})`
      : `rgba(47, 128, 196, ${alpha(2 * share - 1)})`,
  );
  // Without this hook Vega takes 0.8 em for every character, and cuts labels that would fit.
  textMetrics.width = (item: { fontSize?: number; fontWeight?: string | number }, text: unknown) =>
    textWidth(plainText(text), item.fontSize ?? 11, item.fontWeight);
}

/** One hue from faint to full: the same ramp reads on a light and on a dark background. */
function alpha(share: number): number {
  return Math.round((0.1 + 0.9 * Math.min(1, Math.max(0, share))) * 1000) / 1000;
}

function tick(value: unknown, unit: string): string {
  if (isMissing(value)) return "";
  const text = compact.format(Number(value));
  return unit === "multiple" ? `${text}×` : unit === "seconds" ? `${text} s` : text;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(Number(value));
}

/** `datetime(…)`, in UTC: one text or number, or year, month from 0, and so on. */
function utcTime(parts: readonly unknown[]): number | undefined {
  if (parts.length === 1) {
    const [value] = parts;
    return value instanceof Date
      ? value.getTime()
      : typeof value === "number"
        ? value
        : (epochMs(value) ?? NaN);
  }
  const [year, month, ...rest] = parts.map(Number);
  return Date.UTC(year ?? NaN, month ?? 0, ...rest);
}

function sequence([first = 0, last, step = 1]: readonly number[]): number[] {
  const [start, stop] = last === undefined ? [0, first] : [first, last];
  const count = Math.ceil((stop - start) / step);
  if (!(count <= maxSequence)) throw new Error("sequence() is endless or too long");
  return Array.from({ length: Math.max(0, count) }, (_, index) => start + index * step);
}

function plainText(text: unknown): string {
  return text === null || text === undefined ? "" : asText(text).trim();
}
