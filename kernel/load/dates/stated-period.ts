import type { StatedPeriod } from "../../protocol/load-report.ts";
import { dateParts, isoDate } from "./date-text.ts";

/** Something in a text that may be a date. */
const dateLike =
  /(?<!\d)(?:\d{4}[-_./]\d{1,2}[-_./]\d{1,2}|(?:19|20)\d{6}|\d{1,2}[-_./]\d{1,2}[-_./]\d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}\.? (?:de )?\p{L}{3,10}\.? (?:de )?\d{4})(?!\d)|\p{L}{3,10}\.? \d{1,2},? \d{4}(?!\d)/gu;

/** What begins and ends a period where each stands on a line of its own. */
const startWords = /\b(?:start|from|begin|inicio|início|début|anfang)|开始|開始/i;
const endWords = /\b(?:end|to\b|fin|fim)|结束|終了/i;

/**
 * The period that a file's name or the lines above its header state: two dates, the first not after the
 * second. A single date is most often the day of the download.
 */
export function statedPeriod(
  fileName: string,
  preamble: readonly string[],
): StatedPeriod | undefined {
  const name = periodIn(fileName);
  if (name) return { ...name, in: "name" };
  const line =
    preamble.map(periodIn).find((period) => period !== undefined) ??
    preamble
      .map((text, index) => [text, preamble[index + 1] ?? ""] as const)
      .filter(([start, end]) => startWords.test(start) && endWords.test(end))
      .map((lines) => periodIn(lines.join(" ")))
      .find((period) => period !== undefined);
  return line && { ...line, in: "preamble" };
}

function periodIn(text: string): { from: string; to: string } | undefined {
  if (text.length > 400) return undefined;
  const [first, last] = (text.match(dateLike) ?? [])
    .map((found) => dateParts(found.replaceAll("_", "-")))
    .filter((parts) => parts !== null);
  if (!first || !last) return undefined;
  const readings = (["dmy", "mdy"] as const).flatMap((order) => {
    const from = isoDate(first, first.order ?? order);
    const to = isoDate(last, last.order ?? order);
    return from !== null && to !== null && from <= to ? [{ from, to }] : [];
  });
  const [one, other] = readings;
  // Day and month of both could be either way round.
  return other && (one?.from !== other.from || one.to !== other.to) ? undefined : one;
}

/** `GMT+0` or `UTC-05:00` in a file's name or in the lines above its header or in that. */
export function statedZone(fileName: string, preamble: readonly string[]): string | undefined {
  for (const text of [fileName, ...preamble]) {
    const zone = /(?:GMT|UTC) ?[+-]\d{1,2}(?::?\d\d)?/i.exec(text.slice(0, 400))?.[0];
    if (zone !== undefined) return zone.toUpperCase().replace(" ", "");
  }
  return undefined;
}
