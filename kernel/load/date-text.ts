/** Reading dates as exports write them. The order of day and month is proved by the column, or reported. */

export type DateOrder = "ymd" | "dmy" | "mdy";

export type DateReading =
  { readonly ok: true; readonly date: string; readonly time: string } | { readonly ok: false };

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

interface DateParts {
  readonly numbers: readonly [number, number, number];
  /** Fixed by the way it is written: a four-digit year first, or a month by name. */
  readonly order: DateOrder | null;
  readonly time: string;
}

const numeric =
  /^(\d{1,4})([-/.年])(\d{1,2})[-/.月](\d{1,4})日?(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const named = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/;
const namedDayFirst = /^(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})$/;

function parts(cell: string): DateParts | null {
  const text = cell.trim().toLowerCase();
  const digits = compact.exec(text);
  if (digits) return { numbers: triple(digits[1], digits[2], digits[3]), order: "ymd", time: "" };
  const match = numeric.exec(text.toUpperCase());
  if (match) {
    const [, a = "", , b = "", c = "", time = ""] = match;
    if (a.length === 4) return { numbers: triple(a, b, c), order: "ymd", time };
    if (c.length === 4) return { numbers: triple(a, b, c), order: null, time };
    return null;
  }
  const monthFirst = named.exec(text);
  if (monthFirst) {
    const month = months.indexOf(monthFirst[1] ?? "") + 1;
    return month === 0
      ? null
      : { numbers: triple(monthFirst[3], String(month), monthFirst[2]), order: "ymd", time: "" };
  }
  const dayFirst = namedDayFirst.exec(text);
  if (dayFirst) {
    const month = months.indexOf(dayFirst[2] ?? "") + 1;
    return month === 0
      ? null
      : { numbers: triple(dayFirst[3], String(month), dayFirst[1]), order: "ymd", time: "" };
  }
  return null;
}

function triple(a = "", b = "", c = ""): [number, number, number] {
  return [Number(a), Number(b), Number(c)];
}

/** @returns ISO date and the time of day as written ("" for none), or not ok where it is no date in that order. */
export function readDate(cell: string, order: DateOrder): DateReading {
  const found = parts(cell);
  if (!found) return { ok: false };
  const [a, b, c] = found.numbers;
  const [year, month, day] =
    (found.order ?? order) === "ymd" ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (
    year < 1900 ||
    date.getUTCFullYear() !== year ||
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day
  )
    return { ok: false };
  const iso = date.toISOString().slice(0, 10);
  return { ok: true, date: iso, time: found.time };
}

/** What a column's cells say about the order, counted. */
export class OrderEvidence {
  dates = 0;
  /** Dates whose order is open, and of those the ones that fit one order only. */
  open = 0;
  dayFirst = 0;
  monthFirst = 0;

  add(cell: string): void {
    const found = parts(cell);
    if (!found) return;
    this.dates++;
    if (found.order) return;
    this.open++;
    const [a, b] = found.numbers;
    if (a > 12 && b <= 12) this.dayFirst++;
    else if (b > 12 && a <= 12) this.monthFirst++;
  }
}

export type OrderDecision =
  | { readonly order: DateOrder; readonly basis: "column" | "locale" | "none_needed" }
  | { readonly order: null };

export function decideOrder(evidence: OrderEvidence, locale: string | undefined): OrderDecision {
  if (evidence.open === 0) return { order: "ymd", basis: "none_needed" };
  if (evidence.dayFirst > 0 && evidence.monthFirst === 0) return { order: "dmy", basis: "column" };
  if (evidence.monthFirst > 0 && evidence.dayFirst === 0) return { order: "mdy", basis: "column" };
  if (evidence.dayFirst === 0 && evidence.monthFirst === 0 && locale !== undefined)
    return { order: localeOrder(locale), basis: "locale" };
  return { order: null };
}

function localeOrder(locale: string): DateOrder {
  const order = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: "UTC" })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === "day" || type === "month" || type === "year")
    .map((type) => type[0])
    .join("");
  return order === "mdy" ? "mdy" : order === "ymd" ? "ymd" : "dmy";
}
