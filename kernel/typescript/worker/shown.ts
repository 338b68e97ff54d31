import { inspect } from "node:util";
import { Table, tableToIPC } from "apache-arrow";
import { ProblemError } from "../../protocol/problem.ts";
import type { Shown } from "../messages.ts";
import { Chart } from "./chart.ts";
import { isRows, rowsToTable } from "./rows-to-table.ts";

const mostBytes = 1024 ** 3;
const mostText = 64 * 1024;

/** What a cell shows of a value: a table, a chart, or text; nothing of undefined. */
export function shownOf(value: unknown): Shown | null {
  if (value === undefined) return null;
  if (value instanceof Chart) return chartOf(value);
  const table = tableOf(value);
  if (table) return { kind: "table", table };
  if (typeof value === "string") return { kind: "text", text: cut(value) };
  return { kind: "text", text: cut(inspect(value, { depth: 4, maxStringLength: 10_000 })) };
}

/**
 * A value that can be a table, as an Arrow stream; null for any other.
 *
 * @throws ProblemError `too_large` beyond a gigabyte, `script_value` for rows of mixed kinds
 */
export function tableOf(value: unknown): Uint8Array | null {
  const table = value instanceof Table ? value : isRows(value) ? rowsToTable(value) : null;
  if (!table) return null;
  const bytes = table.batches.reduce((sum, { data }) => sum + data.byteLength, 0);
  if (bytes > mostBytes)
    throw new ProblemError({
      code: "too_large",
      message: `The table has ${(bytes / mostBytes).toFixed(1)} GB, and a cell may hand over one`,
      next: "Aggregate or filter it first, in SQL or here.",
    });
  if (table.schema.fields.length === 0)
    throw new ProblemError({ code: "script_value", message: "The table has no columns" });
  return tableToIPC(table, "stream");
}

function chartOf({ spec, data }: Chart): Shown {
  let text: string;
  try {
    text = JSON.stringify(spec);
  } catch (error) {
    throw new ProblemError(
      { code: "chart_spec", message: "The chart's specification cannot be written as JSON" },
      { cause: error },
    );
  }
  return { kind: "chart", spec: text, data: typeof data === "string" ? data : tableOf(data) };
}

function cut(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText)}…` : text;
}
