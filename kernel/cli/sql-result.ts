import { basename, extname } from "node:path";
import type { SqlContext } from "../cells/sql-cell.ts";
import { endsInQuery, runSql } from "../cells/sql-cell.ts";
import { exportResult } from "../export/export-result.ts";
import type { ExportFormat } from "../protocol/export.ts";
import { exportFormats } from "../protocol/export.ts";
import { formatNumber } from "../protocol/number-format.ts";
import type { OutputTable } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { ProgressBar } from "./progress-bar.ts";

export type SqlInputs = Omit<SqlContext, "parser">;

const resultName = "__result";

/** The last result, kept as a table of the session; null where the query has none. */
export async function keptTable(query: string, context: SqlInputs): Promise<OutputTable | null> {
  const parser = await SqlParser.open();
  try {
    const ran = await runSql(query, resultName, { ...context, parser });
    return ran?.result ?? null;
  } finally {
    parser.close();
  }
}

/** Writes the result of a query as a file, as a whole or not at all. */
export async function writeResult(
  query: string,
  path: string,
  format: ExportFormat,
  context: SqlInputs,
): Promise<void> {
  const result = endsInQuery(query) ? await keptTable(query, context) : null;
  if (!result)
    throw new ProblemError({
      code: "no_result",
      message: "The query gives no rows to write",
      next: "End it with SELECT or FROM.",
    });
  const bar = new ProgressBar(`Writing ${basename(path)}`);
  const { columns, total, currency } = result;
  await exportResult(
    context.session,
    { table: resultName, name: basename(path, extname(path)), columns, currency, total },
    { path, format, progress: (share) => bar.show({ stage: "writing", share }) },
  ).finally(() => bar.done());
  const rows = total === 1 ? "row" : "rows";
  process.stderr.write(`${formatNumber(total, "count")} ${rows}: ${path}\n`);
}

/** @throws ProblemError `bad_arguments` for a name that ends in no format */
export function exportFormatOf(path: string): ExportFormat {
  const format = exportFormats.find((name) => extname(path).toLowerCase() === `.${name}`);
  if (format) return format;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${basename(path)}” does not say a format that can be written`,
    next: "End its name in .xlsx, .csv or .parquet.",
  });
}
