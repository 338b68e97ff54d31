import type { RejectedValues } from "../protocol/load-report.ts";
import { readDate } from "./date-text.ts";
import { isNullNumber, isNullText, readNumber } from "./number-text.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { unwrapped } from "./spreadsheet-text.ts";

export type RejectReason = RejectedValues["reason"];

/** A cell as canonical text ("1234.5", "2026-01-31"), NULL, or why it could not be read. */
export type CellReading =
  | { readonly text: string | null; readonly reason?: undefined }
  | { readonly text: null; readonly reason: RejectReason };

const nothing: CellReading = { text: null };

export function readCell(plan: ColumnPlan, cell: string): CellReading {
  switch (plan.kind) {
    case "text":
      return isNullText(cell) ? nothing : { text: cell };
    case "id":
      return isNullText(cell) ? nothing : { text: unwrapped(cell) };
    case "category":
      return isNullText(cell) ? nothing : { text: cell.trim() };
    case "date":
    case "timestamp":
      return isNullNumber(cell) ? nothing : readMoment(plan, cell);
    case "int":
    case "money":
    case "percent":
    case "decimal":
    case "duration":
      return isNullNumber(cell) ? nothing : readQuantity(plan, cell);
  }
}

function readMoment(plan: ColumnPlan, cell: string): CellReading {
  if (!plan.order)
    return { text: null, reason: readDate(cell, "dmy").ok ? "ambiguous" : "not_a_date" };
  const reading = readDate(cell, plan.order);
  if (!reading.ok) return { text: null, reason: "not_a_date" };
  if (plan.type === "DATE") return { text: reading.date };
  return { text: `${reading.date} ${clock(reading.time)}` };
}

/** "5:00" -> "05:00:00". */
function clock(time: string): string {
  const [hours = "0", minutes = "0", seconds = "0"] = time.split(":");
  return [hours, minutes, seconds].map((part) => part.padStart(2, "0")).join(":");
}

function readQuantity(plan: ColumnPlan, cell: string): CellReading {
  if (!plan.marks) return { text: null, reason: "ambiguous" };
  const reading = readNumber(cell, plan.marks);
  if (!reading.ok) return { text: null, reason: reading.reason };
  const { text, percent } = reading;
  if (plan.kind === "percent") {
    if (percent || Number(text) === 0) return { text: shift(text, 2) };
    if (plan.percent === "points") return { text: shift(text, 2) };
    if (plan.percent === "fraction") return { text };
    return { text: null, reason: "ambiguous" };
  }
  if (percent) return { text: null, reason: "not_a_number" };
  if ((plan.type === "BIGINT" ? /^\d{1,12}$/ : /^\d{1,12}(?:\.\d{1,6})?$/).test(text))
    return { text };
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.replace(/^0+/, "").length;
  const decimals = fraction.replace(/0+$/, "").length;
  if (plan.type === "BIGINT") {
    if (decimals > 0) return { text: null, reason: "not_whole" };
    return digits > 18
      ? { text: null, reason: "out_of_range" }
      : { text: text.split(".")[0] ?? "" };
  }
  if (plan.type === "DECIMAL(18,6)" && (digits > 12 || decimals > 6))
    return { text: null, reason: "out_of_range" };
  return { text };
}

/** Moves the decimal point `places` to the left, exactly: "28" -> "0.28". */
function shift(text: string, places: number): string {
  const negative = text.startsWith("-");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const digits = whole.padStart(places + 1, "0");
  const at = digits.length - places;
  return `${negative ? "-" : ""}${digits.slice(0, at)}.${digits.slice(at)}${fraction}`;
}
