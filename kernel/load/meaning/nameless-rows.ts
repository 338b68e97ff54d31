import type { Notice } from "../../protocol/load-report.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import { counted, warn } from "../notice.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnsOf } from "./checked-table.ts";

/** Rows that do not say what they are about, where others do: perhaps the totals of a day. */
export async function* namelessNotices(
  table: CheckedTable,
  { levels }: ExportDefinition,
): AsyncGenerator<Notice> {
  const names = columnsOf(
    table,
    levels.flatMap(({ id, name }) => (name === undefined ? [id] : [id, name])),
  );
  if (names.length === 0) return;
  const [rows, first] = await table.writer.row(
    `SELECT count(*), min(${table.row})::VARCHAR FROM data WHERE coalesce(${names.join(", ")}) IS NULL`,
  );
  if (Number(rows) > 0 && Number(rows) < table.rows)
    yield warn(
      "nameless_rows",
      `${counted(Number(rows), "row does", "rows do")} not say what ${Number(rows) === 1 ? "it is" : "they are"} about (row ${String(first)}) and may be totals of the others.`,
      "Look at those rows, and leave them out in your queries if they are.",
    );
}
