import type { PartReport } from "./part-report.ts";

interface PartPeriod {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The periods that files state, the earliest first, and two that overlap; null: not all of them state one. */
export function partPeriods(parts: readonly PartReport[]): {
  readonly inOrder: readonly PartPeriod[];
  readonly overlap: readonly [PartPeriod, PartPeriod] | undefined;
} | null {
  const stated = parts.flatMap(({ name, report }) => {
    const period = report.files[0]?.period;
    return period ? [{ name, ...period }] : [];
  });
  if (stated.length < parts.length) return null;
  const inOrder = stated.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const [overlap] = inOrder.flatMap((period, index) => {
    const before = inOrder[index - 1];
    return before && before.to >= period.from ? [[before, period] as const] : [];
  });
  return { inOrder, overlap };
}
