/** Which of a date's numbers is the day: proved by the column, stated by the locale, or left open. */

import type { DateOrder, DateParts } from "./date-text.ts";
import { dateParts, isoDate, orders, periodEnds } from "./date-text.ts";
import { isNoDate } from "./no-date.ts";

/** What a column's cells say about the order, counted. */
export class OrderEvidence {
  dates = 0;
  /** Dates whose order is open. */
  open = 0;
  /** Cells that hold a first and a last day, and of those the ones where both are the same. */
  periods = 0;
  sameDay = 0;
  /** Cells that stand for no date, and some of them by their text. */
  standIns = 0;
  readonly noDates = new Map<string, number>();
  /** Of the dates with an open order, how many exist in each order, of those that exist in any. */
  readonly #fitting = { ymd: 0, dmy: 0, mdy: 0 };
  #existing = 0;
  /** Open dates that exist in one order only, and their months. */
  #proved = 0;
  readonly #provedMonths = new Set<number>();
  /** Months and days of dates that are written in a fixed order. */
  readonly #fixedMonths = new Set<number>();
  readonly #fixedDays = new Set<number>();
  /** Numbers that stand for a moment. */
  days = 0;
  seconds = 0;
  readonly zones = new Set<string>();
  /** A time of day other than midnight was seen. */
  timeOfDay = false;

  add(cell: string): void {
    if (isNoDate(cell)) {
      this.standIns++;
      const text = cell.trim();
      if (this.noDates.size < 5 || this.noDates.has(text))
        this.noDates.set(text, (this.noDates.get(text) ?? 0) + 1);
      return;
    }
    const found = dateParts(cell);
    if (found) {
      this.dates++;
      this.#addParts(found);
      return;
    }
    const ends = periodEnds(cell);
    const [from, to] = (ends ?? []).map(dateParts);
    if (!ends || !from || !to) return;
    this.periods++;
    if (ends[0] === ends[1]) this.sameDay++;
    this.#addParts(from);
    this.#addParts(to);
  }

  #addParts(found: DateParts): void {
    if (found.counted) this[found.counted]++;
    if (found.zone !== "") this.zones.add(found.zone);
    if (/[1-9]/.test(found.time)) this.timeOfDay = true;
    if (found.order) {
      this.#fixedMonths.add(found.numbers[1]);
      this.#fixedDays.add(found.numbers[2]);
      return;
    }
    this.open++;
    const fitting = orders.filter((order) => isoDate(found, order) !== null);
    if (fitting.length === 0) return;
    this.#existing++;
    for (const order of fitting) this.#fitting[order]++;
    const [only, other] = fitting;
    if (!only || other) return;
    this.#proved++;
    this.#provedMonths.add(Number(isoDate(found, only)?.slice(5, 7)));
  }

  /** The orders in which all open dates exist, but for those that exist in none. */
  get possible(): DateOrder[] {
    return orders.filter((order) => this.#existing > 0 && this.#fitting[order] === this.#existing);
  }

  /**
   * A spreadsheet of another country has turned "06/05/2026" into the fifth of June, and has left
   * "13/05/2026" as text: every text has a day above 12, and the dates have its month for a day.
   */
  get swapped(): boolean {
    return (
      this.open > 2 &&
      this.#proved === this.open &&
      this.dates - this.open > 2 &&
      [...this.#fixedDays].every((day) => this.#provedMonths.has(day)) &&
      ![...this.#fixedMonths].every((month) => this.#provedMonths.has(month))
    );
  }
}

export type OrderDecision =
  | { readonly order: DateOrder; readonly basis: "column" | "locale" | "none_needed" }
  | { readonly order: null; readonly basis: "open" };

export function decideOrder(evidence: OrderEvidence, locale: string | undefined): OrderDecision {
  if (evidence.open === 0) return { order: "ymd", basis: "none_needed" };
  const { possible } = evidence;
  const [only] = possible;
  if (only && possible.length === 1) return { order: only, basis: "column" };
  const stated = locale === undefined ? undefined : localeOrder(locale);
  if (stated && possible.includes(stated)) return { order: stated, basis: "locale" };
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
