import { columnById } from "../metrics/columns.ts";
import type { LoadReport, Notice } from "../protocol/load-report.ts";
import type { LoadedTable } from "./loaded-table.ts";
import type { Circumstances } from "./notice.ts";
import { inform, warn } from "./notice.ts";
import { columnNotices } from "./column-notices.ts";
import { isCurrencyCode } from "./currency-text.ts";
import { rowNotices } from "./row-notices.ts";
import { valueNotices } from "./value-notices.ts";

/** Everything the reader of the report should know or decide, in words, worst first. */
export function notices(
  report: Omit<LoadReport, "notices">,
  table: LoadedTable,
  circumstances: Circumstances,
): Notice[] {
  return [
    ...rowNotices(report, table, circumstances),
    ...valueNotices(report, table, circumstances),
    ...columnNotices(table, circumstances),
    ...wholeNotices(report, table, circumstances),
    ...circumstances.meanings,
  ].toSorted((a, b) => Number(a.level === "info") - Number(b.level === "info"));
}

function* wholeNotices(
  report: Omit<LoadReport, "notices">,
  table: LoadedTable,
  { repeated, headerCurrencies }: Circumstances,
): Generator<Notice> {
  const { columns, currencies, files, declared } = report;
  const codes = table.cellCurrencies.filter(isCurrencyCode);
  const named = new Set([...currencies, ...headerCurrencies, ...codes]);
  const mixed = named.size > 1 || table.cellCurrencies.length > 1;
  if (mixed)
    yield warn(
      "mixed_currencies",
      `Amounts are in ${[...new Set([...named, ...table.cellCurrencies])].join(", ")}: do not add them up.`,
      currencies.length > 1
        ? "Group by the column currency."
        : "Look at the amounts in the file: which currency counts is not settled.",
    );
  const money = columns.some(({ unit }) => unit === "money");
  if (money && !mixed && report.rows.loaded > 0 && currencies.length === 0)
    yield inform(
      "no_currency",
      table.cellCurrencies.length > 0
        ? `The file does not say which currency “${table.cellCurrencies.join(" ")}” is.`
        : "The file does not say its currency.",
      "State `currency:` for this source.",
    );
  if (repeated.length > 0)
    yield warn(
      "repeated_column",
      `The file has several columns of one meaning; the first one is used (${repeated.join(", ")} kept under numbered names).`,
    );
  const ids = new Set(columns.map(({ means }) => means));
  if (ids.has("clicks_unspecified") && declared["clicks"] === undefined)
    yield warn(
      "clicks_unspecified",
      "The column “Clicks” does not say which clicks it counts.",
      "State `clicks: destination` or `clicks: all` for this source.",
    );
  for (const { header } of columns.filter(({ means }) => means === "cvr_ambiguous"))
    yield warn(
      "ambiguous_meaning",
      `“${header}” may be per click or per impression, and its values do not tell.`,
      "State `cvr: clicks` or `cvr: impressions` for this source, or compute it from conversions.",
    );
  for (const { column } of table.plans.filter(({ settled }) => settled))
    yield inform(
      "settled_meaning",
      `“${column.header}” can mean several things; its values prove that it is ${columnById(column.id)?.label ?? column.id}.`,
    );
  const preamble = files[0]?.preamble ?? [];
  if (preamble.length > 0)
    yield inform(
      "preamble",
      `${preamble.length} ${preamble.length === 1 ? "row" : "rows"} above the header: “${preamble.join(" / ").slice(0, 120)}”.`,
    );
}
