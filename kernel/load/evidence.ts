import { OrderEvidence, readDate } from "./date-text.ts";
import { isNullNumber, MarkEvidence } from "./number-text.ts";
import type { MappedColumn } from "./recognise.ts";
import type { TextRecord } from "./records.ts";

/** What the cells of one column say about how they are written. */
export class ColumnEvidence {
  readonly column: MappedColumn;
  readonly marks = new MarkEvidence();
  readonly order = new OrderEvidence();
  /** Cells that are not null. */
  filled = 0;
  /** A time of day other than midnight was seen. */
  timeOfDay = false;
  /** Digits beyond what a double holds exactly: an id. */
  longDigits = false;
  /** A whole-number column holds fractions that are fractions under any reading ("33762.4"). */
  fractions = false;

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
      case "decimal":
      case "duration":
        this.#addNumber(cell);
    }
  }

  #addNumber(cell: string): void {
    const percent = this.column.kind === "percent";
    if (!(percent ? /^-?\d+(\.\d+)?%$/ : /^-?\d+(\.\d+)?$/).test(cell)) this.irregular++;
    this.marks.add(cell);
    if (/[.,](?:\d{1,2}|\d{4,})\D*$|^\D*0[.,]/.test(cell) && !/[.,]0+\D*$/.test(cell))
      this.fractions = true;
    if (/\d{16}/.test(cell)) this.longDigits = true;
  }

  #addDate(cell: string): void {
    if (this.column.kind === "date" && !/^\d{4}-\d\d-\d\d$/.test(cell)) this.irregular++;
    this.order.add(cell);
    const reading = readDate(cell, "ymd");
    const time = reading.ok ? reading.time : (/\d{1,2}:\d{2}(?::\d{2})?/.exec(cell)?.[0] ?? "");
    if (/[1-9]/.test(time)) this.timeOfDay = true;
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

  /** What all other number columns say about the decimal mark. */
  marks(besides: ColumnEvidence): { point: number; comma: number } {
    let point = 0;
    let comma = 0;
    for (const column of this.columns) {
      if (column === besides) continue;
      const whole = column.column.kind === "int" && !column.fractions;
      point += column.marks.point + (whole ? column.marks.eitherComma : 0);
      comma += column.marks.comma + (whole ? column.marks.eitherPoint : 0);
    }
    return { point, comma };
  }
}
