import type { Dialect } from "./records.ts";
import { parseRecords } from "./records.ts";

const delimiters = [",", "\t", ";", "|"] as const;

const singleQuoted = /^'[^'\r\n]+'([,;\t|])(?:'[^'\r\n]+'\1)+'[^'\r\n]+'$/m;

/**
 * How the sample may be written, most likely first: the delimiter that splits it into the most columns
 * that agree from row to row. A first line `sep=;` states the delimiter. The quote is `"` unless the
 * header, or any line near it, has all its cells in `'`: a missing quote must not change the reading.
 */
export function detectDialects(sample: string): readonly Dialect[] {
  const quote = singleQuoted.test(sample.slice(0, 16_384)) ? "'" : '"';
  const stated = /^\ufeff?sep=(.)\r?\n/i.exec(sample)?.[1];
  const escape = quote === '"' && hasEscapes(sample) ? ({ escape: "\\" } as const) : {};
  return (stated === undefined ? likelyDelimiters(sample, quote) : [stated]).map((delimiter) => {
    const dialect = { delimiter, quote, ...escape };
    return hasWrappedLines(sample, dialect) ? { ...dialect, wrapped: true } : dialect;
  });
}

/** Some line is a single cell, and the text in it a row like the others. */
function hasWrappedLines(sample: string, dialect: Dialect): boolean {
  const { records } = parseRecords(sample, dialect, false);
  const single = records.map(([cell = "", ...more]) => more.length === 0 && cell !== "");
  if (!single.includes(true)) return false;
  const lines = parseRecords(sample, { ...dialect, wrapped: true }, false).records.slice(0, 200);
  const widths = lines.map((line) => line.length);
  const usual = commonest(widths);
  return usual > 2 && widths.some((width, index) => single[index] === true && width === usual);
}

function commonest(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** A quote after a backslash that goes on with text: `"The \"best\" one"`. */
function hasEscapes(sample: string): boolean {
  return /(?:^|[,;\t|\r\n])"[^"]{0,400}\\"[^",;\t|\r\n]/.test(sample);
}

function likelyDelimiters(sample: string, quote: string): string[] {
  const scored = delimiters.map((delimiter) => {
    const { records } = parseRecords(sample, { delimiter, quote }, false);
    return { delimiter, score: agreement(records.slice(0, 200).map((record) => record.length)) };
  });
  const likely = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score);
  return likely.length === 0 ? [","] : likely.map(({ delimiter }) => delimiter);
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
