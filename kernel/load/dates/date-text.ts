/** Reading dates as exports write them. The order of day and month is proved by the column, or reported. */

import { halfWidth, unwrapped } from "../spreadsheet-text.ts";
import { fillers, monthNumbers } from "./month-names.ts";

export const orders = ["ymd", "dmy", "mdy"] as const;
export type DateOrder = (typeof orders)[number];

/** A date taken apart, its order perhaps open. */
export interface DateParts {
  readonly numbers: readonly [number, number, number];
  /** Fixed by the way it is written: a four-digit year first, or a month by name. */
  readonly order: DateOrder | null;
  /** The last of the numbers, or the first, is a year of this century without its century. */
  readonly shortYear: boolean;
  /** "05:00:00" or "05:00:00.123"; "" for none. */
  readonly time: string;
  /** As written beside the time: "+0500", "Z", "PST"; "" for none. */
  readonly zone: string;
  /** A number that stands for a moment: days since 1900, or seconds and finer since 1970 in UTC. */
  readonly counted: "days" | "seconds" | null;
}

const longestDate = 60;
const plain = /^(\d{4})-(\d\d)-(\d\d)$/;
const clock =
  /^(.*?)(?:t|,? +)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([ap])\.?m\.?)?(?: ?(z|[+-]\d{1,2}(?::?\d\d)?|(?:utc|gmt)(?:[+-]\d{1,2}(?::?\d\d)?)?|[a-z]{3,4}))?$/;
const numeric =
  /^(\d{1,4}) ?[-/.年년] ?(\d{1,2}) ?[-/.月월] ?(\d{1,4}) ?[日일.]?(?: ?\([^()\d]{1,4}\))?$/;
const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)?(\d\d)?z?)?$/;

/** null: the cell is no date. */
export function dateParts(cell: string): DateParts | null {
  const iso = plain.exec(cell);
  if (iso) return fixed(iso[1], iso[2], iso[3]);
  const bare = unwrapped(cell);
  if (bare.length > longestDate) return null;
  const text = halfWidth(bare).toLowerCase();
  const found = compactParts(text) ?? countedParts(text);
  if (found) return found;
  const timed = clock.exec(text);
  if (!timed) return dayParts(text);
  const [, dayText = "", hours, minutes, seconds, fraction, half, zone = ""] = timed;
  const day = dayParts(dayText);
  const time = timeText(hours, minutes, seconds, fraction, half);
  return day && time !== null ? { ...day, time, zone: zone.toUpperCase() } : null;
}

function dayParts(text: string): DateParts | null {
  const match = numeric.exec(text);
  if (!match) return namedParts(text);
  const [, a = "", b = "", c = ""] = match;
  if (a.length === 4 && c.length <= 2) return fixed(a, b, c);
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return null;
  const numbers = [Number(a), Number(b), Number(c)] as const;
  return { ...fixed(), numbers, order: null, shortYear: c.length === 2 };
}

/** "1. Mai 2026", "Mon, May 4th, 2026", "31-May-26". */
function namedParts(text: string): DateParts | null {
  const words = text
    .split(/[\s,./()-]+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u)
    .filter((word) => word !== "" && !fillers.has(word));
  if (words.length !== 3) return null;
  const at = words.findIndex((word) => monthNumbers.has(word));
  const month = monthNumbers.get(words[at] ?? "");
  const [first = "", last = ""] = words.filter((_, index) => index !== at);
  if (!/^\d{1,4}$/.test(first) || !/^\d{2,4}$/.test(last)) return null;
  if (at === 1 && first.length === 4 && last.length <= 2) return fixed(first, month, last);
  if (at > 1 || first.length > 2) return null;
  if (last.length === 4) return fixed(last, month, first);
  return at === 1 && last.length === 2 ? fixed(`20${last}`, month, first) : null;
}

/** "20260501", and with hours, minutes and seconds. */
function compactParts(text: string): DateParts | null {
  const [, year, month, day, hours, minutes, seconds] = compact.exec(text) ?? [];
  if (year === undefined) return null;
  const time = hours === undefined ? "" : timeText(hours, minutes, seconds);
  const parts = fixed(year, month, day);
  return time !== null && isoDate(parts, "ymd") ? { ...parts, time } : null;
}

/** A spreadsheet's day number of this century, or a time stamp of the years 2001 to 2033, in seconds or finer. */
function countedParts(text: string): DateParts | null {
  const days = /^[34]\d{4}(?:\.\d{1,15})?$|^5[0-4]\d{3}(?:\.\d{1,15})?$/.test(text);
  const [, seconds, parts = "", fraction = ""] =
    /^(1\d{9})(\d{3}|\d{6})?(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (seconds === undefined && (!days || Number(text) < 36_526)) return null;
  const moment = new Date(
    1000 * (seconds === undefined ? Math.round((Number(text) - 25_569) * 86_400) : Number(seconds)),
  ).toISOString();
  const [year, month, day] = moment.slice(0, 10).split("-");
  const rest = (parts + fraction).slice(0, 6).replace(/0+$/, "");
  const time = `${moment.slice(11, 19)}${rest === "" ? "" : `.${rest}`}`;
  return {
    ...fixed(year, month, day),
    time: days && !text.includes(".") ? "" : time,
    counted: seconds === undefined ? "days" : "seconds",
  };
}

function fixed(year = "", month = "", day = ""): DateParts {
  return {
    numbers: [Number(year), Number(month), Number(day)],
    order: "ymd",
    shortYear: false,
    time: "",
    zone: "",
    counted: null,
  };
}

/** null: there is no such time of day. */
function timeText(
  hours = "",
  minutes = "00",
  seconds = "00",
  fraction = "",
  half?: string,
): string | null {
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const micros = fraction.slice(0, 6).replace(/0+$/, "");
  return `${String(hour).padStart(2, "0")}:${minutes}:${seconds}${micros === "" ? "" : `.${micros}`}`;
}

/** The day in that order; null: there is no such day. */
export function isoDate(
  { numbers: [a, b, c], shortYear }: DateParts,
  order: DateOrder,
): string | null {
  const [written, month, day] =
    order === "ymd" ? [a, b, c] : order === "dmy" ? [c, b, a] : [c, a, b];
  // Nobody advertised here before 2005; a lower number is a day.
  if (shortYear && (written < 5 || written > 49)) return null;
  const year = shortYear ? 2000 + written : written;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    year >= 1900 &&
    year <= 2100 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}

/** ISO date and the time of day ("" for none), or null where it is no date in that order. */
export function readDate(cell: string, order: DateOrder): { date: string; time: string } | null {
  const found = dateParts(cell);
  const date = found && isoDate(found, found.order ?? order);
  return date ? { date, time: found.time } : null;
}

const end = String.raw`\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?: \d{1,2}:\d\d(?::\d\d)?)?`;
const joined = new RegExp(`^(${end})[-/](${end})$`);

/** "2026-05-01 ~ 2026-05-31", "2026-05-01-2026-05-31": the texts of both ends; null where the cell is nothing like it. */
export function periodEnds(cell: string): readonly [string, string] | null {
  const text = halfWidth(unwrapped(cell));
  if (text.length > 2 * longestDate) return null;
  const [, from, to] =
    joined.exec(text) ??
    /^(.*\d.*?)(?: ?[~〜–—至] ?| - | to | bis | al? )(.*\d.*)$/u.exec(text) ??
    [];
  return from === undefined || to === undefined ? null : [from.trim(), to.trim()];
}
