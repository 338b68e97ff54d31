import { loadedColumnId } from "../metrics/columns.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { FileEvidence } from "./evidence.ts";
import type { AmbiguousColumn, ExportDefinition } from "./exports/definition.ts";
import { readNumber } from "./number-text.ts";
import type { TextRecord } from "./records.ts";

type Ratio = readonly [means: string, numerator: string, denominator: string];

const asShare = { kind: "percent", unit: "ratio", type: "DOUBLE" } as const;
const asCount = { kind: "int", unit: "count", type: "BIGINT" } as const;

/**
 * Columns whose header says several things, each as what its cells prove it to be: a rate is
 * recomputed from its possible bases, and a count of which all cells are percentages is a share.
 */
export function settleMeanings(
  plans: readonly ColumnPlan[],
  definition: ExportDefinition,
  evidence: FileEvidence,
): ColumnPlan[] {
  return plans.map((plan, index) => {
    const ambiguous = definition.ambiguous?.find(({ id }) => id === plan.column.means);
    if (!ambiguous) return plan;
    const means = settle(ambiguous, plan, plans, evidence, index);
    if (means === undefined) return plan;
    const wanted = loadedColumnId(means);
    const ids = new Set(plans.map(({ column }) => column.id));
    let id = wanted;
    for (let place = 2; ids.has(id); place++) id = `${wanted}_${place}`;
    return {
      ...plan,
      ...(ambiguous.share === undefined ? {} : asShare),
      ...(ambiguous.count === undefined ? {} : asCount),
      column: { ...plan.column, id, means, repeats: id !== wanted },
      settled: true,
    };
  });
}

function settle(
  { ratios = [], share, count }: AmbiguousColumn,
  plan: ColumnPlan,
  plans: readonly ColumnPlan[],
  { rows, columns }: FileEvidence,
  index: number,
): string | undefined {
  const marks = columns[index]?.marks;
  if (share !== undefined && marks && marks.numbers > 0)
    return marks.percents === marks.numbers ? share : undefined;
  // No share is above a hundred percent; below it, a whole number may be either.
  if (count !== undefined && marks && marks.numbers > 0) {
    const isCount =
      marks.percents + marks.fractions === 0 &&
      rows.some((row) => (number(row, plan)?.value ?? 0) > 100);
    return isCount ? count : undefined;
  }
  const readings = ratios.map((ratio) => ({
    means: ratio[0],
    agrees: agreement(ratio, plan, plans),
  }));
  const proofs = new Map<string, number>();
  let against = 0;
  for (const row of rows) {
    const fits = readings.filter(({ agrees }) => agrees?.(row) === true);
    const [only] = fits;
    if (only && fits.length === 1) proofs.set(only.means, (proofs.get(only.means) ?? 0) + 1);
    if (fits.length === 0 && number(row, plan) !== null) against++;
  }
  const [best, ...others] = [...proofs].toSorted(([, a], [, b]) => b - a);
  const contradicted = against + others.reduce((sum, [, rowCount]) => sum + rowCount, 0);
  return best && contradicted * 20 <= best[1] ? best[0] : undefined;
}

/** Whether a row's printed rate is the quotient of these bases, as far as it is rounded; undefined: they are not there. */
function agreement(
  [, above, below]: Ratio,
  plan: ColumnPlan,
  plans: readonly ColumnPlan[],
): ((row: TextRecord) => boolean) | undefined {
  const numerator = plans.find(({ column }) => column.means === above);
  const denominator = plans.find(({ column }) => column.means === below);
  if (!numerator || !denominator) return undefined;
  return (row) => {
    const printed = number(row, plan);
    const top = number(row, numerator);
    const bottom = number(row, denominator);
    if (!printed || !top || !bottom || bottom.value === 0) return false;
    const ratio = top.value / bottom.value;
    const tolerance = 0.5000001 * 10 ** -printed.decimals;
    const points = Math.abs(printed.value - ratio * 100) <= tolerance;
    return points || (!printed.percent && Math.abs(printed.value - ratio) <= tolerance);
  };
}

function number(
  row: TextRecord,
  { marks, column }: ColumnPlan,
): { value: number; decimals: number; percent: boolean } | null {
  const reading = marks && readNumber(row[column.position] ?? "", marks);
  if (!reading?.ok) return null;
  const decimals = reading.text.split(".")[1]?.length ?? 0;
  return { value: Number(reading.text), decimals, percent: reading.percent };
}
