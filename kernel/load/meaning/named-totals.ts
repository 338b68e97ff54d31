import type { Notice } from "../../protocol/load-report.ts";
import { identifier, literal } from "../../sql.ts";
import type { ExportDefinition } from "../exports/definition.ts";
import { counted, warn } from "../notice.ts";
import { additivePlans } from "../totals.ts";
import type { CheckedTable } from "./checked-table.ts";
import { columnOf, columnsOf } from "./checked-table.ts";

/** What totals of a day are called where a campaign could be called so too. */
const labels = (
  "total|totals|grand total|subtotal|sum|summary|合計|総計|小計|总计|合计|小计|汇总|totale|totales|totais|totaux|" +
  "totalt|summa|gesamt|summe|totaal|jumlah|suma|razem|toplam|итого|всего|합계|총계"
).split("|");

/** Rows of a day that are named like totals and hold the sums of the day's other rows. */
export async function* namedTotalsNotices(
  table: CheckedTable,
  { levels }: ExportDefinition,
): AsyncGenerator<Notice> {
  const date = columnOf(table, "date");
  const [name] = columnsOf(
    table,
    levels.flatMap(({ id, name: named }) => (named === undefined ? [id] : [named, id])),
  );
  // Half of a sum of doubles is not to be compared exactly.
  const amounts = additivePlans(table.plans)
    .filter(({ type }) => type !== "DOUBLE")
    .map(({ column }) => identifier(column.id));
  if (date === undefined || name === undefined || amounts.length === 0) return;
  const named = `lower(${name}) IN (${labels.map(literal).join(", ")})`;
  const [labelled] = await table.writer.row(`SELECT count(*) FROM data WHERE ${named}`);
  if (Number(labelled) === 0) return;
  const agrees = amounts.map(
    (amount) =>
      `coalesce(sum(${amount}) FILTER (${named}), 0) = coalesce(sum(${amount}) FILTER (NOT ${named}), 0)`,
  );
  const [rows, first, proven] = await table.writer.row(
    `SELECT sum(labelled)::BIGINT, min(first)::VARCHAR, bool_and(agrees) AND max(others) > 1
      AND max(amount) > 0
    FROM (SELECT count(*) FILTER (${named}) AS labelled, count(*) FILTER (NOT ${named}) AS others,
        min(${table.row}) FILTER (${named}) AS first, ${agrees.join(" AND ")} AS agrees,
        greatest(${amounts.map((amount) => `max(${amount})`).join(", ")}) AS amount
      FROM data GROUP BY ${date}) WHERE labelled > 0`,
  );
  if (proven === true)
    yield warn(
      "possible_totals",
      `${counted(Number(rows), "row is", "rows are")} named like totals (row ${String(first)}) and ${Number(rows) === 1 ? "holds" : "hold"} the sums of the other rows of the day: sums count everything twice.`,
      "Leave them out in your queries.",
    );
}
