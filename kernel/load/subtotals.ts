import { identifier, literal } from "../sql.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import { allWords } from "./exports/totals-labels.ts";
import type { MappedColumn } from "./map-columns.ts";
import { isNullId, isNullText } from "./null-words.ts";
import type { TextRecord } from "./records.ts";
import type { TableWriter } from "./table.ts";
import type { TotalsSuspect } from "./totals.ts";
import { additivePlans, identifyingColumns, labelTest } from "./totals.ts";

/** What a row would be the subtotal of: of the rows that are like it in some columns. */
export interface SubtotalLook {
  /** Ids of the columns that say what it is of. */
  readonly keys: readonly string[];
  /** Besides: the column whose text is a label, and the name beside that label ("Spring Total"). */
  readonly label: { readonly column: string; readonly of: string | null } | null;
}

/** So many rows with the word of a subtotal are rather ads of that name. */
export const mostSubtotals = 10_000;

/**
 * Tells rows that may be subtotals among the data, as spreadsheets and pivot tables put them there: a
 * label in place of a finer name or a breakdown's value, a label beside the name of the row above, or
 * no finer name at all. Only their sums prove it.
 */
export function subtotalDetector(
  definition: ExportDefinition,
  columns: readonly MappedColumn[],
): (record: TextRecord, above: TextRecord | undefined) => SubtotalLook | null {
  const isLabel = labelTest(definition);
  const isAll = remembered((text) => isLabel(text) || allWords.test(text));
  const identifiers = identifyingColumns(definition, columns);
  const splitting = columns.filter(
    ({ id }) => definition.breakdowns.includes(id) && !identifiers.some((each) => each.id === id),
  );
  const finest = definition.levels
    .map(({ id, name }) => identifiers.filter((column) => column.id === id || column.id === name))
    .find((level) => level.length > 0);
  if (!finest || identifiers.length + splitting.length === finest.length) return () => null;
  return (record, above) => {
    const isFilled = ({ position, kind }: MappedColumn): boolean =>
      !(kind === "id" ? isNullId : isNullText)(record[position] ?? "");
    const filled = [...splitting, ...identifiers].filter(isFilled);
    for (const column of filled) {
      const text = textOf(record, column);
      const name = above ? textOf(above, column) : "";
      const isOf = name !== "" && text !== name && isLabel(besides(text, name));
      if (!isOf && !isAll(text)) continue;
      const keys = filled
        .filter((other) => other !== column && !isAll(textOf(record, other)))
        .map(({ id }) => id);
      if (isOf || keys.length > 0)
        return { keys, label: { column: column.id, of: isOf ? name : null } };
    }
    const named = filled.filter((column) => !splitting.includes(column));
    if (named.length === 0 || finest.some(isFilled)) return null;
    return { keys: filled.map(({ id }) => id), label: null };
  };
}

/** Most names occur on many rows. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size > 10_000) known.clear();
    const answer = test(text);
    known.set(text, answer);
    return answer;
  };
}

function textOf(record: TextRecord, { position }: MappedColumn): string {
  return (record[position] ?? "").trim().toLowerCase();
}

/** "spring total" without "spring". */
function besides(text: string, name: string): string {
  const rest = text.startsWith(name)
    ? text.slice(name.length)
    : text.endsWith(name)
      ? text.slice(0, -name.length)
      : "";
  return rest.replace(/^[\s:–-]+|[\s:–-]+$/g, "");
}

/** A row that may be a subtotal; one that may be the totals instead proves nothing by being none. */
export interface SubtotalCandidate {
  readonly row: number;
  readonly record: TextRecord;
  readonly look: SubtotalLook;
  readonly suspect: TotalsSuspect | null;
}

/**
 * The rows that are subtotals: of all rows that look alike each one must be the sum of the rows that
 * it stands for, and some of more than one row and not zero. Where only some are, labels make those doubtful.
 */
export async function provenSubtotals(
  writer: TableWriter,
  plans: readonly ColumnPlan[],
  candidates: readonly SubtotalCandidate[],
): Promise<{ readonly proven: ReadonlySet<number>; readonly doubtful: readonly number[] }> {
  const sums = additivePlans(plans)
    // Sums of doubles are not to be compared exactly.
    .filter(({ type }) => type !== "DOUBLE");
  const proven = new Set<number>();
  const doubtful: number[] = [];
  if (sums.length < 2 || candidates.length === mostSubtotals) return { proven, doubtful };
  const others = candidates.map(({ row }) => row).join(", ");
  for (const group of alike(candidates)) {
    const found = await writer.rows(
      `SELECT c._row, count(*) > 1 AND (${sums.map(({ column }) => `sum(r.${identifier(column.id)}) <> 0`).join(" OR ")})
        FROM data c JOIN (VALUES ${group.rows.join(", ")}) v(row, name) ON c._row = v.row
        JOIN data r ON ${group.same.join(" AND ")} AND r._row NOT IN (${others})
        GROUP BY c._row HAVING ${sums.map(isSum).join(" AND ")}`,
    );
    const rows = new Set(found.map(([row]) => Number(row)));
    const every = group.candidates.every(({ row, suspect }) => suspect !== null || rows.has(row));
    if (every && found.some(([, proves]) => proves === true))
      for (const row of rows) proven.add(row);
    else if (group.labelled)
      doubtful.push(...found.filter(([, proves]) => proves === true).map(([row]) => Number(row)));
  }
  return { proven, doubtful: doubtful.slice(0, 5) };
}

/** SQL: rows of money are rounded one by one, their sum once. */
function isSum({ column, kind }: ColumnPlan): string {
  const name = identifier(column.id);
  const distance = `abs(coalesce(any_value(c.${name}), 0) - coalesce(sum(r.${name}), 0))`;
  return `${distance} <= ${kind === "money" ? "0.005 * count(*)" : "0"}`;
}

interface Alike {
  readonly candidates: SubtotalCandidate[];
  /** SQL: which rows belong to one of them, and each one's position and name. */
  readonly same: readonly string[];
  readonly rows: string[];
  readonly labelled: boolean;
}

/** Candidates by the columns that say what they are of. */
function alike(candidates: readonly SubtotalCandidate[]): Iterable<Alike> {
  const groups = new Map<string, Alike>();
  for (const candidate of candidates) {
    const { keys, label } = candidate.look;
    const name = label?.of ?? null;
    const same = keys.map((key) => `r.${identifier(key)} = c.${identifier(key)}`);
    if (label && name !== null) same.push(`lower(trim(r.${identifier(label.column)})) = v.name`);
    const kind = `${label?.column ?? ""}: ${same.join()}`;
    const group = groups.get(kind) ?? { candidates: [], same, rows: [], labelled: label !== null };
    group.candidates.push(candidate);
    group.rows.push(`(${candidate.row}, ${literal(name)}::VARCHAR)`);
    groups.set(kind, group);
  }
  return groups.values();
}
