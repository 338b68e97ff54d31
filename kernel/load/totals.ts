import type { TotalsCheck, TotalsColumn } from "../protocol/load-report.ts";
import { columnById } from "../metrics/columns.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { isNullNumber, isNullText } from "./number-text.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { readCell } from "./read-cell.ts";
import type { MappedColumn } from "./recognise.ts";
import type { TextRecord } from "./records.ts";

/** A row that may be the totals: `proven` by its label, or to be settled by comparing the sums. */
export interface TotalsCandidate {
  readonly row: number;
  readonly record: TextRecord;
  readonly proven: boolean;
}

/**
 * Tells totals rows from data. A row is a totals row when its first text is a label of the export's
 * list and every other column that identifies a row is empty: a campaign that is merely named
 * "Total" has ids, groups or dates beside it. Where nothing but the label identifies rows, or the
 * label is missing, the sums decide.
 */
export function totalsDetector(
  definition: ExportDefinition,
  columns: readonly MappedColumn[],
): (record: TextRecord) => "proven" | "possible" | null {
  const labels = definition.totalsLabels.map((pattern) => new RegExp(`^(?:${pattern})$`));
  const identifiers = identifyingColumns(definition, columns);
  const numbers = columns.filter(({ kind }) => kind === "int" || kind === "money");
  const texts = columns.filter(({ id, kind }) => id !== "currency" && isTextual(kind));
  return (record) => {
    if (numbers.every(({ position }) => isNullNumber(record[position] ?? ""))) return null;
    const filled = identifiers.filter(({ position }) => !isNullText(record[position] ?? ""));
    if (filled.length > 1) return null;
    const label = texts.find(({ position }) => !isNullText(record[position] ?? ""));
    const onlyLabel = filled.length === 0 || filled[0] === label;
    if (!onlyLabel) return null;
    if (!label) return identifiers.length > 0 ? "possible" : null;
    const text = (record[label.position] ?? "").trim().toLowerCase();
    if (!labels.some((pattern) => pattern.test(text)))
      return filled.length === 0 ? "possible" : null;
    return identifiers.length > 1 || /\d/.test(text) ? "proven" : "possible";
  };
}

/** The columns that tell one row from another: names, ids, days, breakdowns. */
export function identifyingColumns(
  definition: ExportDefinition,
  columns: readonly MappedColumn[],
): MappedColumn[] {
  const identifying = new Set([
    "date",
    ...definition.levels.flatMap(({ id, name }) => [id, name]),
    ...definition.breakdowns,
  ]);
  return columns.filter(({ id }) => identifying.has(id));
}

function isTextual(kind: MappedColumn["kind"]): boolean {
  return kind === "text" || kind === "category" || kind === "id" || kind === "date";
}

/** Columns whose totals are the sum of their rows. */
export function additivePlans(plans: readonly ColumnPlan[]): ColumnPlan[] {
  return plans.filter(
    ({ column, kind }) =>
      (kind === "int" || kind === "money") &&
      column.means !== undefined &&
      !column.repeats &&
      columnById(column.means)?.additive === true,
  );
}

/**
 * Compares a totals row with the sums of the rows that were loaded.
 *
 * @param sums exact decimal text by column id; null where a column has no value at all
 */
export function checkTotals(
  candidate: TotalsCandidate,
  plans: readonly ColumnPlan[],
  sums: ReadonlyMap<string, string | null>,
): Exclude<TotalsCheck, { status: "none" }> {
  const columns: TotalsColumn[] = [];
  for (const plan of additivePlans(plans)) {
    const printed = readCell(plan, candidate.record[plan.column.position] ?? "").text;
    if (printed === null) continue;
    const summed = sums.get(plan.column.id) ?? "0";
    columns.push({
      column: plan.column.id,
      printed: trimDecimal(printed),
      summed: trimDecimal(summed),
      agrees: toMicros(printed) === toMicros(summed),
    });
  }
  return {
    status: columns.every(({ agrees }) => agrees) ? "agrees" : "differs",
    row: candidate.row,
    columns,
  };
}

/** Exact: both sides have at most six decimals. */
function toMicros(text: string): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const micros = BigInt(whole + fraction.padEnd(6, "0").slice(0, 6));
  return negative ? -micros : micros;
}

/** "12.340000" -> "12.34". */
export function trimDecimal(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
