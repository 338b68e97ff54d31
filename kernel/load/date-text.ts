/** Reading dates as exports write them. The order of day and month is proved by the column, or reported. */

import { halfWidth, unwrapped } from "./spreadsheet-text.ts";

export type DateOrder = "ymd" | "dmy" | "mdy";

export type DateReading =
  { readonly ok: true; readonly date: string; readonly time: string } | { readonly ok: false };

const months = [
  ["jan", "january"],
  ["feb", "february"],
  ["mar", "march"],
  ["apr", "april"],
  ["may"],
  ["jun", "june"],
  ["jul", "july"],
  ["aug", "august"],
  ["sep", "sept", "september"],
  ["oct", "october"],
  ["nov", "november"],
  ["dec", "december"],
];
/** Whole names only: "marraskuu" begins like March and is November. */
const monthNumbers = new Map(
  months.flatMap((names, index) => names.map((name) => [name, String(index + 1)] as const)),
);

interface DateParts {
  readonly numbers: readonly [number, number, number];
  /** Fixed by the way it is written: a four-digit year first, or a month by name. */
  readonly order: DateOrder | null;
  readonly time: string;
}

const longestDate = 40;
const numeric =
  /^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?(?:(?:t| +)((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?z?)?$/;
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const named = /^([a-z]+)\.? (\d{1,2}),? (\d{4})$/;
const namedDayFirst = /^(\d{1,2})\.? ([a-z]+)\.?,? (\d{4})$/;

function parts(cell: string): DateParts | null {
  const bare = unwrapped(cell);
  if (bare.length > longestDate) return null;
  const text = halfWidth(bare).toLowerCase();
  const digits = compact.exec(text);
  if (digits) return fixed(digits[1], digits[2], digits[3]);
  const match = numeric.exec(text);
  if (match) {
    const [, a = "", b = "", c = "", time = ""] = match;
    if (a.length === 4 && c.length <= 2) return { ...fixed(a, b, c), time };
    if (a.length <= 2 && c.length === 4) return { ...fixed(a, b, c), order: null, time };
    return null;
  }
  const [, monthFirst = "", day, year] = named.exec(text) ?? [];
  if (monthNumbers.has(monthFirst)) return fixed(year, monthNumbers.get(monthFirst), day);
  const [, dayFirst, month = "", yearLast] = namedDayFirst.exec(text) ?? [];
  if (monthNumbers.has(month)) return fixed(yearLast, monthNumbers.get(month), dayFirst);
  return null;
}

function fixed(year = "", month = "", day = ""): DateParts {
  return { numbers: [Number(year), Number(month), Number(day)], order: "ymd", time: "" };
}

/** @returns ISO date and the time of day as written ("" for none), or not ok where it is no date in that order. */
export function readDate(cell: string, order: DateOrder): DateReading {
  const found = parts(cell);
  const date = found && isoDate(found, found.order ?? order);
  return date ? { ok: true, date, time: found.time } : { ok: false };
}

/** The time of day that a date has beside it, "" for none. */
export function timeOf(cell: string): string {
  return parts(cell)?.time ?? "";
}

/** null: there is no such day. */
function isoDate({ numbers: [a, b, c] }: DateParts, order: DateOrder): string | null {
  const [year, month, day] = order === "ymd" ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** What a column's cells say about the order, counted. */
export class OrderEvidence {
  dates = 0;
  /** Dates whose order is open, and of those the ones that exist in one order only. */
  open = 0;
  dayFirst = 0;
  monthFirst = 0;

  add(cell: string): void {
    const found = parts(cell);
    if (!found) return;
    this.dates++;
    if (found.order) return;
    this.open++;
    const dayFirst = isoDate(found, "dmy") !== null;
    const monthFirst = isoDate(found, "mdy") !== null;
    if (dayFirst && !monthFirst) this.dayFirst++;
    else if (monthFirst && !dayFirst) this.monthFirst++;
  }
}

export type OrderDecision =
  | { readonly order: DateOrder; readonly basis: "column" | "locale" | "none_needed" }
  | { readonly order: null; readonly basis: "open" };

export function decideOrder(evidence: OrderEvidence, locale: string | undefined): OrderDecision {
  if (evidence.open === 0) return { order: "ymd", basis: "none_needed" };
  if (evidence.dayFirst > 0 && evidence.monthFirst === 0) return { order: "dmy", basis: "column" };
  if (evidence.monthFirst > 0 && evidence.dayFirst === 0) return { order: "mdy", basis: "column" };
  const stated = locale === undefined ? "ymd" : localeOrder(locale);
  // A locale with the year first does not say how day and month are ordered where they come first.
  if (evidence.dayFirst === 0 && evidence.monthFirst === 0 && stated !== "ymd")
    return { order: stated, basis: "locale" };
  return { order: null, basis: "open" };
}

/** Whether a locale has this order, or says nothing against it: one with the year first does not. */
export function fitsLocale(order: DateOrder | null, locale: string | undefined): boolean {
  const stated = locale === undefined ? "ymd" : localeOrder(locale);
  return stated === "ymd" || stated === order;
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
