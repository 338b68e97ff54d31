import type { OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import { cellWriter } from "./cell-text.ts";
import { htmlTable, markdownTable, tabSeparated } from "./copied-rows.ts";
import { countText } from "./describe-view.ts";
import { Unanswered } from "./kernel-link.ts";
import type { ResultRows } from "./result-rows.ts";

const mostCells = 500_000;

/**
 * Puts cells into the clipboard; rows that are not there yet are read first.
 *
 * @param places  of the columns in a row of the result
 * @returns what has become of it, for the reader
 */
export async function copySelection(
  table: OutputTable,
  source: ResultRows,
  {
    first,
    last,
    places,
  }: { readonly first: number; readonly last: number; readonly places: readonly number[] },
  format: "tsv" | "markdown",
): Promise<string> {
  const wanted = last - first + 1;
  if (wanted * places.length > mostCells) {
    return `Too many cells to copy at once: ${countText(wanted * places.length)}. Select at most ${countText(mostCells)}.`;
  }
  const whole: (readonly OutputValue[])[] = [];
  try {
    for await (const row of source.read(first, last)) whole.push(row);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return `Nothing was copied: ${error.problem.message}. ${error.problem.next ?? ""}`;
  }
  // Half of what was asked for would look like all of it.
  if (whole.length < wanted) return "Nothing was copied: not all rows could be read.";
  const columns = places.flatMap((place) => table.columns[place] ?? []);
  const rows = whole.map((row) => places.map((place) => row[place] ?? null));
  const write = cellWriter(table);
  const text =
    format === "tsv"
      ? tabSeparated(rows)
      : markdownTable(
          columns,
          whole.map((row) => places.map((place) => write(row, place))),
        );
  await put(text, format === "tsv" ? htmlTable(columns, rows) : null);
  return `${countText(rows.length)} ${rows.length === 1 ? "row" : "rows"} copied`;
}

async function put(text: string, html: string | null): Promise<void> {
  try {
    const plain = new Blob([text], { type: "text/plain" });
    const rich = html === null ? {} : { "text/html": new Blob([html], { type: "text/html" }) };
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain, ...rich })]);
  } catch {
    // Where the page may write plain text only.
    await navigator.clipboard.writeText(text);
  }
}
