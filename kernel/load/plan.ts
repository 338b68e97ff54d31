import { isNumberUnit } from "../protocol/unit.ts";
import type { Unit } from "../protocol/unit.ts";
import { columnById, loadedColumnId } from "../metrics/columns.ts";
import { decideOrder, fitsLocale } from "./dates/date-order.ts";
import type { ColumnEvidence, FileEvidence } from "./evidence.ts";
import type { CellKind } from "./exports/definition.ts";
import { decideMarks, localeMarks } from "./number-marks.ts";
import type { NumberMarks } from "./number-text.ts";
import { likeOtherRates, percentMeaning } from "./percent.ts";
import { isUndivided, isWholeMoney } from "./whole-money.ts";
import type { ColumnPlan, SqlType } from "./column-plan.ts";
import { settleMeanings } from "./settle-meaning.ts";
import type { MappedColumn } from "./map-columns.ts";
import type { Recognition } from "./recognise.ts";

/** Decides every column from what its cells say. */
export function planColumns(
  recognition: Recognition,
  evidence: FileEvidence,
  locale: string | undefined,
): ColumnPlan[] {
  const stated = locale === undefined ? undefined : localeMarks(locale);
  const currencies = new Set(
    evidence.columns
      .filter(({ column }) => column.kind === "money")
      .flatMap(({ marks }) => [...marks.currencies]),
  );
  const counting = new Set(evidence.columns.filter((each) => countsWhole(each, evidence)));
  const marksOf = (column: ColumnEvidence) =>
    decideMarks(
      column.marks,
      evidence.marks(column, (each) => counting.has(each)),
      stated,
      counting.has(column),
      isUndivided(column, evidence) ? "decimals" : isAverage(column) ? "thousands" : null,
    );
  const read = recognition.columns.map((column, index): ColumnPlan => {
    const cells = evidence.columns[index];
    if (!cells) throw new Error(`no evidence for column ${column.id}`);
    const kind = kindOf(column, cells, currencies);
    const base = { column, kind, unit: unitOf(column, kind), percent: null } as const;
    switch (kind) {
      case "date":
      case "timestamp": {
        const decision = decideOrder(cells.order, locale);
        const dateOnly = kind === "date" && !cells.order.timeOfDay;
        return {
          ...base,
          unit: dateOnly ? "date" : "timestamp",
          type: dateOnly ? "DATE" : "TIMESTAMP",
          marks: null,
          order: decision.order,
          format: decision.order === "ymd" ? undefined : (decision.order ?? undefined),
          assumed: null,
          againstLocale: decision.basis === "column" && !fitsLocale(decision.order, locale),
        };
      }
      case "int":
      case "money":
      case "percent":
      case "decimal":
      case "duration": {
        const decision = marksOf(cells);
        return {
          ...base,
          type: numberType(kind, cells, decision.marks),
          marks: decision.marks,
          order: null,
          format: marksText(decision.marks, cells),
          assumed:
            decision.basis === "file" || decision.basis === "grouping" ? decision.basis : null,
          againstLocale:
            decision.basis === "column" && stated !== undefined && stated !== decision.marks,
        };
      }
      case "id":
      case "text":
      case "category":
        return {
          ...base,
          type: "VARCHAR",
          marks: null,
          order: null,
          format: undefined,
          assumed: null,
          againstLocale: false,
        };
    }
  });
  const plans = settleMeanings(read, recognition.definition, evidence);
  const rated = plans.map((plan, index) =>
    plan.kind === "percent"
      ? {
          ...plan,
          percent: percentMeaning(plan, plans, recognition.definition, evidence, index),
        }
      : plan,
  );
  return likeOtherRates(rated);
}

function isAverage({ column: { kind, means } }: ColumnEvidence): boolean {
  return (
    (kind === "decimal" || kind === "duration") &&
    means !== undefined &&
    columnById(loadedColumnId(means))?.additive !== true
  );
}

/** What no definition knows may be a score as well as a count. */
function countsWhole(cells: ColumnEvidence, evidence: FileEvidence): boolean {
  return cells.column.kind === "int" ? cells.marks.fractions === 0 : isWholeMoney(cells, evidence);
}

/** A fraction is a percentage that is written otherwise. */
function kindOf(
  { kind, ...column }: MappedColumn,
  cells: ColumnEvidence,
  currencies: ReadonlySet<string>,
): Exclude<CellKind, "fraction"> {
  if (kind === "fraction") return "percent";
  return kind === "unknown" ? inferKind({ kind, ...column }, cells, currencies) : kind;
}

/**
 * An unknown header: numbers where every cell is one, ids where digits are too many for a number, else text.
 *
 * @param currencies what the file's amounts are in: three capitals that are one of them are no word
 */
export function inferKind(
  column: MappedColumn,
  cells: ColumnEvidence,
  currencies: ReadonlySet<string> = new Set(),
): Exclude<CellKind, "fraction"> {
  const { numbers, percents } = cells.marks;
  if (cells.filled === 0) return "text";
  if (/\bid$/i.test(column.header) || cells.codes) return "id";
  const { dates, standIns, open } = cells.order;
  if (dates > 0 && dates + standIns === cells.filled && open + numbers < cells.filled)
    return "date";
  const words = cells.words && ![...cells.marks.currencies].every((code) => currencies.has(code));
  if (numbers !== cells.filled || words || cells.marks.odd > 0) return "text";
  if (percents > 0) return "percent";
  return cells.marks.currencies.size > 0 ? "money" : cells.marks.fractions > 0 ? "decimal" : "int";
}

function unitOf(column: MappedColumn, kind: ColumnPlan["kind"]): Unit {
  const ofKind = unitOfKind(column, kind);
  const known = column.means === undefined ? undefined : columnById(loadedColumnId(column.means));
  // What a platform gives as a number elsewhere may come as a whole distribution, as text.
  if (known && isNumberUnit(known.unit) === isNumberUnit(ofKind)) return known.unit;
  return ofKind;
}

function unitOfKind(column: MappedColumn, kind: ColumnPlan["kind"]): Unit {
  switch (kind) {
    case "int":
      return column.means === undefined ? "score" : "count";
    case "money":
      return "money";
    case "percent":
      return "ratio";
    case "decimal":
      return "score";
    case "duration":
      return "seconds";
    case "date":
    case "timestamp":
    case "id":
    case "text":
    case "category":
      return kind;
  }
}

function numberType(
  kind: ColumnPlan["kind"],
  { marks, column }: ColumnEvidence,
  decided: NumberMarks | null,
): SqlType {
  if (kind === "money") return "DECIMAL(18,6)";
  const decimals = decided?.decimal === "." ? marks.eitherPoint : marks.eitherComma;
  if (kind === "int" && column.kind === "unknown" && decimals > 0) return "DOUBLE";
  if (kind === "int") return marks.fractions > 0 ? "DECIMAL(18,6)" : "BIGINT";
  return "DOUBLE";
}

function marksText(marks: NumberMarks | null, cells: ColumnEvidence): string | undefined {
  const { point, comma, eitherComma, eitherPoint, percents } = cells.marks;
  const percent = percents > 0 ? "%" : "";
  if (!marks) return "ambiguous";
  if (point + comma + eitherComma + eitherPoint === 0)
    return percent === "" ? undefined : `12${percent}`;
  return `1${marks.group}234${marks.decimal}5${percent}`;
}
