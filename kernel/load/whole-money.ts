import { columnById } from "../metrics/columns.ts";
import { currencyCode } from "./currency-text.ts";
import { headerCurrency } from "./header-text.ts";
import type { ColumnEvidence, FileEvidence } from "./evidence.ts";

/** Currencies whose amounts are written without decimals. */
const wholeCurrencies = new Set(
  "BIF CLP DJF GNF IDR ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "),
);

/**
 * Whether amounts count whole things, so that in "12,345" the comma groups. Only of what was spent or
 * sold: prices per click have decimals in these currencies too.
 */
export function isWholeMoney(cells: ColumnEvidence, evidence: FileEvidence): boolean {
  const { means } = cells.column;
  return (
    cells.marks.fractions === 0 &&
    means !== undefined &&
    columnById(means)?.additive === true &&
    isUndivided(cells, evidence)
  );
}

/** Whether all amounts are in currencies that are written without decimals. */
export function isUndivided({ column, marks }: ColumnEvidence, evidence: FileEvidence): boolean {
  if (column.kind !== "money") return false;
  const stated = headerCurrency(column.header);
  const names = new Set([...marks.currencies, ...(stated === undefined ? [] : [stated])]);
  const place = evidence.columns.find((each) => each.column.id === "currency")?.column.position;
  if (names.size === 0 && place !== undefined)
    for (const row of evidence.rows) names.add(currencyCode(row[place] ?? ""));
  return names.size > 0 && [...names].every((name) => wholeCurrencies.has(name));
}
