import type { FileEvidence } from "./evidence.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { readNumber } from "./number-text.ts";
import type { ColumnPlan, PercentMeaning } from "./column-plan.ts";
import type { TextRecord } from "./records.ts";

export function percentMeaning(
  plan: ColumnPlan,
  plans: readonly ColumnPlan[],
  definition: ExportDefinition,
  evidence: FileEvidence,
  index: number,
): PercentMeaning | null {
  const cells = evidence.columns[index];
  if (cells && (cells.marks.percents > 0 || cells.marks.numbers === 0)) return "signed";
  if (plan.column.kind === "fraction") return "fraction";
  const bases = definition.printedRatios.find(([printed]) => printed === plan.column.means);
  if (!bases) return null;
  const above = plans.find((other) => other.column.means === bases[1]);
  const below = plans.find((other) => other.column.means === bases[2]);
  if (!above || !below) return null;

  let points = 0;
  let fraction = 0;
  for (const row of evidence.rows) {
    const printed = value(row, plan);
    const numerator = value(row, above);
    const denominator = value(row, below);
    if (!printed || !numerator || !denominator) continue;
    const ratio = numerator.value / denominator.value;
    const tolerance = 0.5000001 * 10 ** -printed.decimals;
    if (Math.abs(printed.value - ratio * 100) <= tolerance) points++;
    if (Math.abs(printed.value - ratio) <= tolerance) fraction++;
  }
  if (points >= 3 && points > 4 * fraction) return "points";
  if (fraction >= 3 && fraction > 4 * points) return "fraction";
  return null;
}

/**
 * Rates whose bases are not there are taken as the file's other rates are proved to be written: a
 * system writes a file in one way.
 */
export function likeOtherRates(plans: readonly ColumnPlan[]): ColumnPlan[] {
  const proved = new Set(
    plans.map(({ percent }) => percent).filter((meaning) => meaning && meaning !== "signed"),
  );
  const [percent, ...others] = proved;
  if (!percent || others.length > 0) return [...plans];
  return plans.map((plan) =>
    plan.kind === "percent" && plan.percent === null
      ? { ...plan, percent, assumedPercent: true }
      : plan,
  );
}

/** A cell's value where it is a number above zero, with the decimals it is printed to. */
function value(row: TextRecord, plan: ColumnPlan): { value: number; decimals: number } | null {
  if (!plan.marks) return null;
  const reading = readNumber(row[plan.column.position] ?? "", plan.marks);
  if (!reading.ok || Number(reading.text) <= 0) return null;
  return { value: Number(reading.text), decimals: reading.text.split(".")[1]?.length ?? 0 };
}
