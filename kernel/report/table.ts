import { formatNumber } from "../protocol/number-format.ts";
import type { OutputColumn, OutputTable, OutputValue } from "../protocol/output.ts";
import type { DisplayColumn } from "./display-columns.ts";
import { displayColumns } from "./display-columns.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { amountText, isNumeric, valueText } from "../protocol/value-text.ts";

/** In print, above so many columns a table gets small letters, above so many a landscape page. */
const [maxRoomy, maxPortrait] = [8, 13];
/** A word that no cell is wide enough for. */
const longWord = /\S{25}/;
/** Longer texts are cut, the whole behind a disclosure. */
const maxTextLength = 160;

/**
 * A result as an HTML table in a region that scrolls sideways.
 *
 * @param label  names the region; unique on the page
 * @param limit  the most rows that are drawn; the note under the table says how many were left out
 */
export function dataTable(table: OutputTable, label: string, limit: number): Markup {
  const columns = displayColumns(table.columns);
  if (columns.length === 0 || table.rows.length === 0) return markup`<p class="note">No rows.</p>`;
  const writer = rowWriter(table);
  const rows = table.rows.slice(0, limit);
  const { totals } = table;
  const foot = totals ? markup`<tfoot>${bodyRow(columns, totals, writer(totals))}</tfoot>` : null;
  const wide = `${columns.length > maxRoomy ? " wide" : ""}${columns.length > maxPortrait ? " wider" : ""}`;
  return markup`<div class="table${wide}"><div class="scroll" role="region" tabindex="0" aria-label="${label}"><table>
<thead><tr>${columns.map((column) => headerCell(column, table.currency))}</tr></thead>
<tbody>
${rows.map((row) => bodyRow(columns, row, writer(row)))}</tbody>${foot}</table></div>${cutNote(rows.length, table.total)}</div>`;
}

function headerCell({ column, interval }: DisplayColumn, currency: string | null): Markup {
  const label = column.label || column.name || "(no name)";
  const unit =
    column.unit === "money" && currency !== null ? markup` <small>${currency}</small>` : null;
  const ends = interval ? markup` <small>low–high</small>` : null;
  const classes = [isNumeric(column) ? "n" : "", longWord.test(label) ? "break" : ""]
    .join(" ")
    .trim();
  return markup`<th scope="col"${classes && markup` class="${classes}"`}>${longText(label)}${unit}${ends}</th>`;
}

function bodyRow(
  columns: readonly DisplayColumn[],
  row: readonly OutputValue[],
  write: Write,
): Markup {
  const cells = columns.map(({ column, index, interval }, position) => {
    const value = row[index] ?? null;
    const isNumber = isNumeric(column);
    const text = value === null ? missing : write(value, column);
    const content = typeof text === "string" && !isNumber ? longText(text) : text;
    if (position === 0 && !isNumber) return markup`<th scope="row">${content}</th>`;
    const ends =
      interval &&
      range(row[interval.low] ?? null, row[interval.high] ?? null, (end) => write(end, column));
    return markup`<td${isNumber ? numberClass : null}>${content}${ends}</td>`;
  });
  return markup`<tr>${cells}</tr>
`;
}

const numberClass = markup` class="n"`;
const missing = markup`<span class="none" aria-hidden="true">–</span><span class="unseen">no value</span>`;

function range(
  low: OutputValue,
  high: OutputValue,
  write: (value: Shown) => string,
): Markup | null {
  if (low === null || high === null) return null;
  const [from, to] = [write(low), write(high)];
  const text = /[-<>]/.test(from + to) ? `${from} to ${to}` : `${from.replace(/%$/, "")}–${to}`;
  return markup` <span class="range">${text}</span>`;
}

function longText(text: string): Markup | string {
  if (text.length <= maxTextLength) return text;
  // By code points, so that no emoji is cut in half.
  const start = Array.from(text)
    .slice(0, maxTextLength - 40)
    .join("");
  return markup`<details class="long"><summary>${start}…</summary>${text}</details>`;
}

/** Writes a value of one row. */
type Write = (value: Shown, column: OutputColumn) => string;
type Shown = Exclude<OutputValue, null>;

/** Money is in the result's currency, which the header says, or in that of the column beside it. */
function rowWriter({ columns, currency }: OutputTable): (row: readonly OutputValue[]) => Write {
  const beside = columns.findIndex(({ name }) => name === "currency");
  return (row) => {
    const stated = row[beside];
    return (value, { unit }) =>
      unit === "money" && currency !== null
        ? amountText(value, currency)
        : valueText(value, unit, typeof stated === "string" ? stated : null);
  };
}

function cutNote(drawn: number, total: number): Markup | null {
  if (drawn >= total) return null;
  return markup`<p class="note">First ${formatNumber(drawn, "count")} of ${formatNumber(total, "count")} rows.</p>`;
}
