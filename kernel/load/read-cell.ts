import type { RejectedValues } from "../protocol/load-report.ts";
import type { DateOrder } from "./dates/date-text.ts";
import { orders, periodEnds, readDate } from "./dates/date-text.ts";
import { isNoDate } from "./dates/no-date.ts";
import { shift, sixDecimals } from "./decimal-text.ts";
import { secondsOf } from "./duration-text.ts";
import { isNullId, isNullNumber, isNullText } from "./null-words.ts";
import { readNumber } from "./number-text.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { currencyCode } from "./currency-text.ts";
import { bareId } from "./spreadsheet-text.ts";

export type RejectReason = RejectedValues["reason"];

/** A cell as canonical text ("1234.5", "2026-01-31"), NULL, or why it could not be read. */
export type CellReading =
  | { readonly text: string | null; readonly reason?: undefined }
  | { readonly text: null; readonly reason: RejectReason };

const nothing: CellReading = { text: null };

export function readCell(plan: ColumnPlan, cell: string): CellReading {
  switch (plan.kind) {
    case "text":
      return isNullText(cell) ? nothing : { text: isCurrency(plan) ? currencyCode(cell) : cell };
    case "id":
      return isNullId(cell) ? nothing : { text: bareId(cell) };
    case "category":
      return isNullText(cell)
        ? nothing
        : { text: isCurrency(plan) ? currencyCode(cell) : cell.trim() };
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

function isCurrency({ column }: ColumnPlan): boolean {
  return column.means === "currency";
}

function readMoment(plan: ColumnPlan, cell: string): CellReading {
  if (isNoDate(cell)) return nothing;
  const readings = (plan.order ? [plan.order] : orders)
    .map((order) => readDay(cell, order))
    .filter((reading) => reading !== null);
  const [reading] = readings;
  if (!reading || reading === "period") return { text: null, reason: reading ?? "not_a_date" };
  // A day above 12, or a month by name, is no question of order.
  if (readings.some((other) => other === "period" || other.date !== reading.date))
    return { text: null, reason: "ambiguous" };
  if (plan.type === "DATE") return { text: reading.date };
  return { text: `${reading.date} ${reading.time === "" ? "00:00:00" : reading.time}` };
}

/** A period of one day is that day; of more days it is none. */
function readDay(cell: string, order: DateOrder): ReturnType<typeof readDate> | "period" {
  const day = readDate(cell, order);
  if (day) return day;
  const [from, to] = (periodEnds(cell) ?? []).map((end) => readDate(end, order));
  if (!from || !to) return null;
  return from.date === to.date ? from : "period";
}

function readQuantity(plan: ColumnPlan, cell: string): CellReading {
  const seconds = plan.kind === "duration" ? secondsOf(cell) : null;
  if (seconds !== null) return { text: seconds };
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
  // "350%" of ROAS.
  if (percent && plan.kind === "decimal") return { text: shift(text, 2) };
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
  if (plan.type !== "DECIMAL(18,6)") return { text };
  return digits > 12 ? { text: null, reason: "out_of_range" } : { text: sixDecimals(text) };
}
