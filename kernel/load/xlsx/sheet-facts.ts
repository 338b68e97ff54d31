import type { Notice, NoticeCode } from "../../protocol/load-report.ts";
import { counted } from "../notice.ts";
import { columnLetters } from "./cell-reference.ts";

/** Cells merged over several rows; only the first has the value. */
export interface TallMerge {
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
}

/** What reading a sheet brought up besides its rows. */
export class SheetFacts {
  hiddenRows = 0;
  /** Formula cells without a result. */
  uncalculated = 0;
  /** Whole numbers of more digits than a spreadsheet keeps. */
  longNumbers = 0;
  readonly merges: TallMerge[] = [];
  /** First row that holds a number; what stands above may be headers. */
  firstNumberRow = Number.POSITIVE_INFINITY;
  #errors = 0;
  readonly #samples: string[] = [];

  /** A cell that shows "#N/A" or the like. */
  error(row: number, column: number, text: string): void {
    this.#errors++;
    if (this.#samples.length < 3) this.#samples.push(`${columnLetters(column)}${row} ${text}`);
  }

  /** Merges within the headers, whose text is the header of the last row too. */
  headerMerges(): TallMerge[] {
    return this.merges.filter(({ top, bottom }) => top <= 10 && bottom < this.firstNumberRow);
  }

  notices(): Notice[] {
    const notices: Notice[] = [];
    const add = (
      level: Notice["level"],
      code: NoticeCode,
      count: number,
      message: string,
      next: string,
    ): void => {
      if (count > 0) notices.push({ level, problem: { code, message, next } });
    };
    add(
      "warning",
      "error_cells",
      this.#errors,
      `${counted(this.#errors, "cell", "cells")} of the sheet ${this.#errors === 1 ? "shows" : "show"} an error and ${this.#errors === 1 ? "is" : "are"} NULL (${this.#samples.join(", ")}).`,
      "Correct the formulas, or load the export as it was downloaded.",
    );
    add(
      "warning",
      "uncalculated_cells",
      this.uncalculated,
      `${counted(this.uncalculated, "cell", "cells")} of the sheet ${this.uncalculated === 1 ? "holds a formula" : "hold formulas"} without a result and ${this.uncalculated === 1 ? "is" : "are"} NULL.`,
      "Open the workbook in a spreadsheet and save it, so that it is calculated.",
    );
    const merged = this.merges.length - this.headerMerges().length;
    add(
      "warning",
      "merged_cells",
      merged,
      `${merged} ${merged === 1 ? "range is" : "ranges are"} merged over several rows of data; only the first row of each has the value.`,
      "Load the export as it was downloaded, or undo the merging.",
    );
    add(
      "info",
      "hidden_rows",
      this.hiddenRows,
      `${this.hiddenRows} hidden ${this.hiddenRows === 1 ? "row was" : "rows were"} read like the others.`,
      "If a filter hid them for good, delete them in the workbook.",
    );
    add(
      "info",
      "numeric_ids",
      this.longNumbers,
      `${counted(this.longNumbers, "cell", "cells")} ${this.longNumbers === 1 ? "holds a number" : "hold numbers"} of more than 15 digits, taken digit for digit; spreadsheets round such numbers when they save.`,
      "Use the file as downloaded, without saving it in a spreadsheet.",
    );
    return notices;
  }
}
