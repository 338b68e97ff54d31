import type { Notice } from "../../protocol/load-report.ts";
import type { AnswerPage } from "../json/answer-page.ts";

/** A table as delimited text in a file of its own, taken out of a file or written from one. */
export interface UnpackedTable {
  /** Path of the text. */
  readonly path: string;
  /** For people: "exports.zip › ads.csv", "report.xlsx › Sheet1". */
  readonly name: string;
  /** What the table was written as, where that was no delimited text. */
  readonly format?: "xlsx" | "ods" | "xls" | "html" | "json" | "parquet";
  /** What the file it was in was. */
  readonly container?: "gzip" | "zip";
  /** It is on a hidden sheet. */
  readonly hidden?: boolean;
  /** Its days count from 1904, and numbers that stand for days are as they were. */
  readonly from1904?: boolean;
  /** What the answers of an API that it is made of say about their pages. */
  readonly pages?: readonly AnswerPage[];
  /** What reading it brought up. */
  readonly notices: readonly Notice[];
}

/** All that a file on disk holds. */
export interface Unpacked {
  readonly tables: readonly UnpackedTable[];
  /** Names of what is inside and surely is no table. */
  readonly skipped: readonly string[];
}

/** How the name of something inside a file is written. */
export function inside(outer: string, inner: string): string {
  return `${outer} › ${inner}`;
}
