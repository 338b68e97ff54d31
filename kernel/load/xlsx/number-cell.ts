import { expand, unambiguous } from "../number-as-text.ts";
import type { NumberFormat } from "./number-formats.ts";

/** Nothing to round and nothing to expand: nearly all number cells. */
export const wholeNumber = /^-?\d{1,15}$/;
/** Zeros at the end would stay: "170123.0" is the id 170123. */
const shortDecimal = /^-?\d{1,9}\.\d{0,5}[1-9]$/;
const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A number cell as text that can be read in one way only. Spreadsheets hold doubles and show 15 digits
 * of them; more are an accident of the storage (12.1 is kept as 12.099999999999999). A whole number
 * of more digits is an id, and stays as the file has it.
 */
export function numberCell(raw: string, format: NumberFormat, date1904: boolean): string {
  if (format === "plain") {
    if (wholeNumber.test(raw)) return raw;
    if (shortDecimal.test(raw)) return unambiguous(raw);
  } else if (format === "percent" && shortDecimal.test(raw)) return `${shift(raw)}%`;
  const text = raw.trim();
  if (!number.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  if (format === "date") return momentText(value, date1904) ?? text;
  if (format === "duration") return durationText(value);
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) return text;
  const decimal = expand(String(Number(value.toPrecision(15))));
  if (format === "percent") return `${shift(decimal)}%`;
  const plain = unambiguous(decimal);
  if (format === "plain") return plain;
  const shown = format.slice("text:".length);
  return shown.startsWith("0") ? plain.padStart(shown.length, "0") : shown.replace("#", plain);
}

/** Times a hundred: "0.0028" -> "0.28". */
function shift(decimal: string): string {
  const negative = decimal.startsWith("-");
  const [whole = "", fraction = ""] = decimal.replace("-", "").split(".");
  const digits = whole + fraction.padEnd(2, "0");
  const before = digits.slice(0, whole.length + 2).replace(/^0+(?=\d)/, "");
  const after = digits.slice(whole.length + 2);
  return `${negative ? "-" : ""}${before}${after === "" ? "" : `.${after}`}`;
}

const secondsPerDay = 86_400;

/**
 * A serial date as ISO text, with a time where it has one. Days count from 1900, in which these
 * spreadsheets know a 29 February, or from 1904. null: there is no such day.
 */
function momentText(serial: number, date1904: boolean): string | null {
  const seconds = Math.round(serial * secondsPerDay);
  const day = Math.floor(seconds / secondsPerDay);
  if (day === 0 && !date1904) return durationText(serial);
  const time = clock(seconds - day * secondsPerDay);
  const before1900March = !date1904 && day < 60;
  if (day < 0 || (!date1904 && day === 60)) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, before1900March ? 31 : 30);
  const date = new Date(epoch + day * secondsPerDay * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return null;
  const iso = date.toISOString().slice(0, 10);
  return time === "00:00:00" ? iso : `${iso} ${time}`;
}

function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * secondsPerDay * 1000) / 1000;
  const fraction = seconds % 1 === 0 ? "" : (seconds % 1).toFixed(3).slice(1).replace(/0+$/, "");
  return `${days < 0 ? "-" : ""}${clock(seconds)}${fraction}`;
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}
