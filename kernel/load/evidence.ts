import { OrderEvidence } from "./dates/date-order.ts";
import type { MarksBeside } from "./number-marks.ts";
import { MarkEvidence } from "./number-marks.ts";
import type { MappedColumn } from "./map-columns.ts";
import { isNullNumber } from "./null-words.ts";
import { isPlainNumber } from "./number-text.ts";
import type { TextRecord } from "./records.ts";

/** What the cells of one column say about how they are written. */
export class ColumnEvidence {
  readonly column: MappedColumn;
  readonly marks = new MarkEvidence();
  readonly order = new OrderEvidence();
  /** Cells that are not null. */
  filled = 0;
  /** Digits that are a code, not an amount: more than a double holds exactly, or with leading zeros. */
  codes = false;
  /** Three capitals beside a number: a currency where money is expected, "TOP 10" elsewhere. */
  words = false;
  /** Cells that the engine could not read as they stand: grouped, with a currency, not an ISO date. */
  irregular = 0;

  constructor(column: MappedColumn) {
    this.column = column;
  }

  add(cell: string): void {
    if (isNullNumber(cell)) return;
    this.filled++;
    switch (this.column.kind) {
      case "text":
      case "category":
      case "id":
        return;
      case "date":
      case "timestamp":
        this.#addDate(cell);
        return;
      case "unknown":
        this.#addDate(cell);
        this.#addNumber(cell);
        return;
      case "int":
      case "money":
      case "percent":
      case "fraction":
      case "decimal":
      case "duration":
        this.#addNumber(cell);
    }
  }

  #addNumber(cell: string): void {
    const percent = this.column.kind === "percent";
    const plain = isPlainNumber(cell);
    if (percent ? !/^-?\d+(\.\d+)?%$/.test(cell) : !plain && !/^-?\d+(\.\d+)?$/.test(cell))
      this.irregular++;
    const parts = this.marks.add(cell);
    if (parts && /\d{16}|^0\d/.test(parts.digits)) this.codes = true;
    if (parts && !plain && /[A-Z]{3}/.test(cell)) this.words = true;
  }

  #addDate(cell: string): void {
    if (this.column.kind === "date" && !/^\d{4}-\d\d-\d\d$/.test(cell)) this.irregular++;
    this.order.add(cell);
  }
}

/** Evidence over a whole file, and its first rows as they are, for decisions that need several columns. */
export class FileEvidence {
  readonly columns: readonly ColumnEvidence[];
  readonly rows: TextRecord[] = [];

  constructor(columns: readonly MappedColumn[]) {
    this.columns = columns.map((column) => new ColumnEvidence(column));
  }

  add(record: TextRecord): void {
    for (const column of this.columns) column.add(record[column.column.position] ?? "");
    if (this.rows.length < 2000) this.rows.push(record);
  }

  /**
   * What all other number columns say about the decimal mark. To amounts, other amounts, counts and
   * percentages speak first, which are printed with them; weights and averages are often written by
   * another program, and count only where nothing else does.
   *
   * @param isWhole the column counts whole things, so that its marks group
   */
  marks(besides: ColumnEvidence, isWhole: (column: ColumnEvidence) => boolean): MarksBeside {
    const others = this.columns.filter((column) => column !== besides);
    if (besides.column.kind !== "money") return { ...countMarks(others, isWhole), loose: false };
    const printed = countMarks(
      others.filter(({ column }) => printedKinds.has(column.kind)),
      isWhole,
    );
    return printed.point + printed.comma > 0
      ? { ...printed, loose: false }
      : { ...countMarks(others, isWhole), loose: true };
  }
}

const printedKinds: ReadonlySet<string> = new Set(["money", "int", "percent"]);

function countMarks(
  columns: readonly ColumnEvidence[],
  isWhole: (column: ColumnEvidence) => boolean,
): { point: number; comma: number } {
  let point = 0;
  let comma = 0;
  for (const column of columns) {
    const { marks } = column;
    const whole = isWhole(column);
    point += marks.point + (whole ? marks.eitherComma : 0);
    comma += marks.comma + (whole ? marks.eitherPoint : 0);
  }
  return { point, comma };
}
