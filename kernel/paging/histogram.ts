import type { HistogramBin } from "../protocol/result-page.ts";
import type { Session } from "../session/session.ts";
import type { ColumnKind } from "../protocol/column-kind.ts";
import { read } from "./read-page.ts";

const mostBins = 20;
const dayMs = 86_400_000;

/**
 * How the values `v` of a relation are spread. Whole numbers and days get bins whose ends are such.
 *
 * @returns none for values that are not on a scale, are all the same, or too large to be exact
 */
export async function histogram(
  session: Session,
  from: string,
  kind: ColumnKind,
): Promise<readonly HistogramBin[]> {
  const scale = scales[kind];
  if (!scale) return [];
  const { rows: ends } = await read(
    session,
    `SELECT min(x), max(x) FROM (SELECT ${scale.number} AS x FROM ${from}) WHERE isfinite(x)`,
  );
  const [least, greatest] = (ends[0] ?? []).map((end) => (end === null ? NaN : Number(end)));
  if (least === undefined || greatest === undefined || !(least < greatest)) return [];
  if (least < scale.least || greatest > scale.greatest) return [];
  const span = greatest - least;
  const width = scale.whole ? Math.ceil((span + 1) / mostBins) : span / mostBins;
  const bins = scale.whole ? Math.ceil((span + 1) / width) : mostBins;
  if (!Number.isFinite(width) || width <= 0 || least + width === least) return [];
  const { rows } = await read(
    session,
    `SELECT least(${bins - 1}, CAST(floor((x - CAST(${least} AS DOUBLE)) / CAST(${width} AS DOUBLE)) AS BIGINT)) AS bin, count(*)
     FROM (SELECT ${scale.number} AS x FROM ${from}) WHERE isfinite(x) GROUP BY bin`,
  );
  const counts = new Map(rows.map(([bin, count]) => [Number(bin), Number(count)]));
  return Array.from({ length: bins }, (_, bin) => ({
    from: scale.text(least + bin * width),
    to: scale.text(bin === bins - 1 && !scale.whole ? greatest : least + (bin + 1) * width),
    rows: counts.get(bin) ?? 0,
  }));
}

interface Scale {
  /** Puts a value on it. */
  readonly number: string;
  readonly whole: boolean;
  /** Beyond these it has no bins: numbers are no longer exact, years have more than four digits. */
  readonly least: number;
  readonly greatest: number;
  readonly text: (number: number) => string;
}

const plain = (number: number): string => String(Number(number.toPrecision(12)));
const numbers = {
  number: "CAST(v AS DOUBLE)",
  least: Number.MIN_SAFE_INTEGER,
  greatest: Number.MAX_SAFE_INTEGER,
};
const [firstMs, lastMs] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T00:00:00Z")];

const scales: Readonly<Record<ColumnKind, Scale | null>> = {
  whole: { ...numbers, whole: true, text: String },
  decimal: { ...numbers, whole: false, text: plain },
  double: { ...numbers, whole: false, text: plain },
  date: {
    number: `CASE WHEN isfinite(v) THEN CAST(date_diff('day', DATE '1970-01-01', v) AS DOUBLE) END`,
    whole: true,
    least: firstMs / dayMs,
    greatest: lastMs / dayMs,
    text: (days) => new Date(days * dayMs).toISOString().slice(0, 10),
  },
  time: {
    number: `CASE WHEN isfinite(v) THEN CAST(epoch_ms(v) AS DOUBLE) END`,
    whole: false,
    least: firstMs,
    greatest: lastMs,
    text: (ms) => new Date(ms).toISOString(),
  },
  text: null,
  other: null,
};
