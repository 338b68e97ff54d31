import type { Dialect } from "./records.ts";
import { parseRecords } from "./records.ts";

const delimiters = [",", "\t", ";", "|"] as const;

/**
 * The delimiter that splits the sample into the most columns that agree from row to row.
 * The quote is always `"`: exports know no other, and a missing one must not change the reading.
 * A first line `sep=;` states the delimiter.
 */
export function detectDialect(sample: string): Dialect {
  const stated = /^\ufeff?sep=(.)\r?\n/i.exec(sample)?.[1];
  if (stated !== undefined) return { delimiter: stated, quote: '"' };
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const { records } = parseRecords(sample, { delimiter, quote: '"' }, false);
    const score = agreement(records.slice(0, 200).map((record) => record.length));
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, quote: '"' };
}

/** Width of the commonest row times the share of rows that have it; a single column counts nothing. */
function agreement(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let score = 0;
  for (const [width, count] of counts)
    if (width > 1) score = Math.max(score, (width - 1) * (count / widths.length) ** 2);
  return score;
}
