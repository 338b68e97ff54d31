import type { LoadReport, Notice } from "../../protocol/load-report.ts";
import { warn } from "../notice.ts";
import type { Sniffed } from "../sniff.ts";
import type { SourceFile } from "../source-file.ts";
import type { RecognisedTable } from "./recognised-table.ts";

/** One of the tables that a source is made of. */
export interface FilePart {
  /** The table as text. */
  readonly file: SourceFile;
  readonly sniffed: Sniffed;
  /** The report of the text as one of the file that it came from. */
  readonly describe: (report: LoadReport) => LoadReport;
}

/** @param disk the file on disk that the table was in */
export function filePart(
  { table, file, sniffed }: RecognisedTable,
  disk: SourceFile,
  sha256: string,
  notices: readonly Notice[],
): FilePart {
  const { format, container } = table;
  return {
    file,
    sniffed,
    describe: (report) => ({
      ...report,
      files: report.files.map((each) => ({
        ...each,
        ...(format === undefined ? {} : { format, encoding: "", delimiter: "", quote: "" }),
        ...(container === undefined ? {} : { container }),
        bytes: disk.size,
        sha256,
      })),
      notices: sorted([...report.notices, ...table.notices, ...epoch(report, table), ...notices]),
    }),
  };
}

/** A number is only known to be a day once its column is. */
function epoch({ notices }: LoadReport, { from1904 = false }: RecognisedTable["table"]): Notice[] {
  return from1904 && notices.some(({ problem }) => problem.code === "counted_dates")
    ? [
        warn(
          "counted_dates",
          "The workbook counts days from 1904: dates that are numbers without a date format are four years and a day too early.",
          "Give those cells a date format in the spreadsheet and save it.",
        ),
      ]
    : [];
}

/** Warnings first, each kind in the order in which it came up. */
export function sorted(notices: readonly Notice[]): Notice[] {
  return notices.toSorted((a, b) => Number(a.level === "info") - Number(b.level === "info"));
}
