import type { OutputColumn, OutputTable, OutputValue } from "../../kernel/protocol/output.ts";
import type { LevelPlace, ResultLevel } from "../../kernel/protocol/result-level.ts";
import { levelAt, levelLabels } from "../../kernel/protocol/result-level.ts";
import type { ColumnFilter, TableView } from "../../kernel/protocol/result-view.ts";
import { formatNumber } from "../../kernel/protocol/number-format.ts";
import { valueText } from "../../kernel/protocol/value-text.ts";
import { headerText } from "./cell-text.ts";

export function countText(count: number): string {
  return formatNumber(count, "count");
}

/** "200 of 1,234,567 rows", and what of it is in sight. */
export function rowsText(
  rows: { readonly total: number; readonly of: number; readonly reachable: number },
  seen: { readonly first: number; readonly last: number },
): string {
  const { total, of, reachable } = rows;
  const noun = of === 1 ? "row" : "rows";
  const all = total === of ? countText(of) : `${countText(total)} of ${countText(of)}`;
  if (reachable < total) return `First ${countText(reachable)} of ${all} ${noun}`;
  if (seen.last - seen.first + 1 >= total) return `${all} ${noun}`;
  return `${countText(seen.first + 1)}–${countText(seen.last + 1)} of ${all} ${noun}`;
}

/** "By ad group: 4 from 60 of 180 rows". */
export function levelText(
  { list }: { readonly list: readonly ResultLevel[] },
  place: LevelPlace,
  made: { readonly total: number; readonly rows: number; readonly of: number },
): string {
  const level = levelAt(list, place);
  const [total, rows, of] = [made.total, made.rows, made.of].map(countText);
  if (!level) return `${total} of ${of} rows`;
  const { one, many } = levelLabels[level.name];
  return `${total} ${made.total === 1 ? one : many} from ${rows === of ? "" : `${rows} of `}${of} rows`;
}

/** Totals in words, for those who hear the table. */
export function totalsText(
  { columns, currency }: OutputTable,
  totals: readonly OutputValue[],
): string {
  const known = columns.flatMap((column, place) => {
    const value = totals[place] ?? null;
    return value === null ? [] : [`${headerText(column)} ${shownValue(value, column, currency)}`];
  });
  return known.length === 0 ? "" : `Total: ${known.join(", ")}`;
}

/** A filter in words: "CTR ≥ 1.50%". */
export function filterText(filter: ColumnFilter, { columns, currency }: OutputTable): string {
  const column = columns.find(({ name }) => name === filter.column);
  const label = column ? headerText(column) : filter.column;
  const shown = (value: string | null): string => shownValue(value, column, currency);
  switch (filter.kind) {
    case "missing":
      return filter.isMissing ? `${label}: no value` : `${label}: any value`;
    case "contains":
      return `${label} contains “${filter.text}”`;
    case "values": {
      const [first = null, ...others] = filter.values;
      return `${label}: ${shown(first)}${others.length > 0 ? ` and ${others.length} more` : ""}`;
    }
    case "range":
      if (filter.from === null) return `${label} ≤ ${shown(filter.to)}`;
      if (filter.to === null) return `${label} ≥ ${shown(filter.from)}`;
      return `${label}: ${shown(filter.from)} to ${shown(filter.to)}`;
  }
}

export function shownValue(
  value: OutputValue,
  column: OutputColumn | undefined,
  currency: string | null,
): string {
  if (value === null) return "no value";
  return value === "" ? "(empty)" : valueText(value, column?.unit ?? null, currency);
}

/** For those who hear the table: how its rows stand now. */
export function orderText({ sort }: TableView, { columns }: OutputTable): string {
  if (sort.length === 0) return "In the order of the query";
  const keys = sort.map(({ column, descending }) => {
    const found = columns.find(({ name }) => name === column);
    return `${found ? headerText(found) : column}, ${descending ? "descending" : "ascending"}`;
  });
  return `Sorted by ${keys.join(", then by ")}`;
}
