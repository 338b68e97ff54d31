import type { TotalsCheck, TotalsColumn } from "../protocol/load-report.ts";
import { columnById } from "../metrics/columns.ts";
import type { ExportDefinition, ExportLevel } from "./exports/definition.ts";
import { averageLabels } from "./exports/totals-labels.ts";
import { isNullId, isNullNumber, isNullText } from "./null-words.ts";
import { toMicros, trimDecimal } from "./decimal-text.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { readCell } from "./read-cell.ts";
import type { MappedColumn } from "./map-columns.ts";
import type { TextRecord } from "./records.ts";

/** A row that may be the totals: `proven` by its label, or to be settled by comparing the sums. */
export interface TotalsCandidate {
  readonly row: number;
  readonly record: TextRecord;
  readonly proven: boolean;
  /** It is the sum of some rows, not of all. */
  readonly partial?: true;
}

/**
 * What a row's cells tell: a label that proves it; a label that may be a name, or none; some text that
 * may be a label; a label of averages.
 */
export type TotalsLook = "proven" | "nameless" | "named" | "average";

export interface TotalsSuspect extends TotalsCandidate {
  readonly look: TotalsLook;
  /** Data rows above it. */
  readonly above: number;
}

/**
 * Tells totals rows from data. A row is a totals row when it carries a label of the export's list and
 * no other day, id or name: a campaign that is merely named "Total" has ids, groups or dates beside
 * it. Where nothing but the label identifies rows, or the label is missing or unknown (another
 * language), the sums decide.
 */
export function totalsDetector(
  definition: ExportDefinition,
  columns: readonly MappedColumn[],
): (record: TextRecord) => TotalsLook | null {
  const isLabel = labelTest(definition);
  const identifiers = identifyingColumns(definition, columns);
  const breakdowns = columns.filter(({ id }) => definition.breakdowns.includes(id));
  const numbers = columns.filter(({ kind }) => kind === "int" || kind === "money");
  const texts = columns.filter(({ id, kind }) => id !== "currency" && isTextual(kind));
  const present = new Set(identifiers.map(({ id }) => id));
  const finest = definition.levels.find((level) => levelIds(level).some((id) => present.has(id)));
  /** Subtotals have the name or the day of what they sum beside their label, and no id, or no day. */
  const ids = identifiers.filter(({ kind }) => kind === "id");
  const proofs = ids.length > 0 ? ids : identifiers.filter(({ kind }) => kind === "date");
  const isSubtotal = (filled: readonly MappedColumn[], record: TextRecord): boolean =>
    proofs.length > 0 &&
    proofs.every((column) => !filled.includes(column) || isLabel(textOf(column, record))) &&
    filled.some((column) => isLabel(textOf(column, record)));
  return (record) => {
    const isFilled = ({ position, kind }: MappedColumn) =>
      !(kind === "id" ? isNullId : isNullText)(record[position] ?? "");
    const [name, ...others] = identifiers.filter(isFilled);
    if (others.length > 0)
      return isSubtotal(name ? [name, ...others] : others, record) ? "proven" : null;
    if (numbers.every(({ position }) => isNullNumber(record[position] ?? ""))) return null;
    const words = (name ? [name] : texts.filter(isFilled)).map((column) => textOf(column, record));
    const label = words.find(isLabel);
    if (label !== undefined)
      return identifiers.length > 1 || /\d/.test(label) ? "proven" : "nameless";
    if (identifiers.length > 1 && words.some((word) => averageLabels.test(word))) return "average";
    // Rows that nothing tells apart, as those of a log, are no totals for lack of a name.
    if (identifiers.length + breakdowns.length === 0 || breakdowns.some(isFilled)) return null;
    if (!name) return "nameless";
    // An ad may lack a name; totals and subtotals have no id of what the rows are about.
    if (name.id === finest?.id && /^\D{0,2}\d{6,}\D{0,2}$/.test(record[name.position] ?? ""))
      return null;
    return identifiers.length > 1 ? "named" : null;
  };
}

/** Whether a text, lower case, is a label of a totals row. */
export function labelTest({ totalsLabels }: ExportDefinition): (text: string) => boolean {
  const labels = new RegExp(
    `^(?:${["(?!)", ...totalsLabels].map((label) => `(?:${label})`).join("|")})$`,
  );
  return (text) => text.length < 100 && labels.test(text);
}

function textOf({ position }: MappedColumn, record: TextRecord): string {
  return (record[position] ?? "").trim().toLowerCase();
}

/** The columns that tell one row from another within a breakdown: days, names, ids. */
export function identifyingColumns(
  definition: ExportDefinition,
  columns: readonly MappedColumn[],
): MappedColumn[] {
  const identifying = new Set([
    "date",
    ...definition.levels.flatMap((level) => [...levelIds(level), ...(level.within ?? [])]),
  ]);
  return columns.filter(({ id }) => identifying.has(id));
}

function levelIds({ id, name }: ExportLevel): string[] {
  return name === undefined ? [id] : [id, name];
}

function isTextual(kind: MappedColumn["kind"]): boolean {
  return kind === "text" || kind === "category" || kind === "id" || kind === "date";
}

/** Columns whose totals are the sum of their rows. */
export function additivePlans(plans: readonly ColumnPlan[]): ColumnPlan[] {
  return plans.filter(
    ({ column, kind }) =>
      (kind === "int" || kind === "money" || kind === "decimal") &&
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
): TotalsCheck {
  const columns: TotalsColumn[] = [];
  for (const plan of additivePlans(plans)) {
    const printed = readCell(plan, candidate.record[plan.column.position] ?? "").text;
    if (printed === null) continue;
    const summed = sums.get(plan.column.id) ?? "0";
    columns.push({
      column: plan.column.id,
      printed: trimDecimal(printed),
      summed: trimDecimal(summed),
      agrees: distance(printed, summed) <= rounding(printed, summed),
    });
  }
  if (columns.length === 0) return { status: "none" };
  return {
    status: columns.every(({ agrees }) => agrees) ? "agrees" : "differs",
    row: candidate.row,
    columns,
  };
}

/**
 * Whether a row that its label does not prove is the totals: it carries the sums, or it stands above
 * or below all data and is nowhere less than the sums, as the totals are when rows are missing.
 *
 * @param data number of data rows
 */
export function isTotals(
  suspect: TotalsSuspect,
  plans: readonly ColumnPlan[],
  sums: ReadonlyMap<string, string | null>,
  data: number,
): boolean {
  if (suspect.proven) return true;
  const check = checkTotals(suspect, plans, sums);
  if (check.status === "none" || (data === 0 && suspect.look === "named")) return false;
  if (check.status === "agrees") return true;
  // Rows are rounded one by one, their totals once.
  return (
    isAtEdge(suspect, data) &&
    check.columns.every(
      ({ printed, summed }) =>
        toMicros(printed) + BigInt(data) * rounding(printed, summed) >= toMicros(summed),
    )
  );
}

/** Whether it stands above or below all data rows. */
export function isAtEdge({ above }: TotalsSuspect, data: number): boolean {
  return above === 0 || above === data;
}

function distance(a: string, b: string): bigint {
  const difference = toMicros(a) - toMicros(b);
  return difference < 0n ? -difference : difference;
}

/** Half of the last printed decimal, in micros; none where the sum has no further decimals. */
function rounding(printed: string, summed: string): bigint {
  const places = decimals(printed);
  return decimals(summed) <= places ? 0n : 10n ** BigInt(6 - places) / 2n;
}

function decimals(text: string): number {
  return trimDecimal(text).split(".")[1]?.length ?? 0;
}
