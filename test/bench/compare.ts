/** One line of the benchmark page: something of ours beside what it is measured against. */
export interface Comparison {
  readonly what: string;
  readonly against: string;
  /** Medians, in ms. */
  readonly oursMs: number;
  readonly againstMs: number;
  /** Median over the rounds of ours divided by the other; what else the machine did weighs on both. */
  readonly ratio: number;
  readonly rounds: number;
  /** The highest ratio that is still good; null where the figure is for information. */
  readonly target: number | null;
}

type Work = () => Promise<unknown>;

/** Runs both by turns, ours last, after one round that does not count. */
export async function compare(
  named: { what: string; against: string; target?: number },
  ours: Work,
  other: Work,
  rounds = 5,
): Promise<Comparison> {
  const pairs: { ours: number; other: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = { other: await timeOf(other), ours: await timeOf(ours) };
    if (round > 0) pairs.push(pair);
  }
  return {
    what: named.what,
    against: named.against,
    oursMs: median(pairs.map((pair) => pair.ours)),
    againstMs: median(pairs.map((pair) => pair.other)),
    ratio: median(pairs.map((pair) => pair.ours / pair.other)),
    rounds,
    target: named.target ?? null,
  };
}

/** In ms. */
export async function timeOf(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
