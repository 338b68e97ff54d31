import { ProblemError } from "../protocol/problem.ts";

/** A function over days: not a metric, but what comparing periods needs. */
export interface DateFunction {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly default?: number }[];
  /** DuckDB's expression over its inputs. */
  readonly sql: string;
  readonly doc: string;
  readonly notes: string;
  readonly example: string;
}

/** Days are DATE, or text like 2025-05-08; a NULL gives NULL. */
export const dateFunctions: readonly DateFunction[] = [
  {
    name: "previous_period",
    inputs: [{ name: "period_from" }, { name: "period_to" }],
    sql: `CASE WHEN CAST(period_from AS DATE) <= CAST(period_to AS DATE) THEN {
      'first': CAST(period_from AS DATE) - CAST(CAST(period_to AS DATE) - CAST(period_from AS DATE) + 1 AS INTEGER),
      'last': CAST(period_from AS DATE) - 1 } END`,
    doc: "The period of as many days that ends the day before: its days are .first and .last.",
    notes:
      "Both ends count. NULL where the period ends before it begins. Seven days before seven days have the same weekdays; other lengths do not.",
    example:
      "date BETWEEN previous_period($period_from, $period_to).first AND previous_period($period_from, $period_to).last",
  },
  {
    name: "same_weekday",
    inputs: [{ name: "day" }, { name: "weeks", default: 1 }],
    sql: "CAST(day AS DATE) - 7 * CAST(weeks AS INTEGER)",
    doc: "The same weekday so many weeks earlier: one unless given, 52 for last year's.",
    notes: "Negative weeks look ahead.",
    example: "b.date = same_weekday(a.date)",
  },
];

const dayMs = 86_400_000;

/**
 * @param from,to  days as 2025-05-08, both included; null where there is no such period
 * @throws `bad_arguments` for a text that is no day
 */
export function previousPeriod(
  from: string | null,
  to: string | null,
): { readonly first: string; readonly last: string } | null {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (start === null || end === null || start > end) return null;
  return { first: dayText(start - (end - start + 1)), last: dayText(start - 1) };
}

/** @param day  as 2025-05-08 */
export function sameWeekday(day: string | null, weeks = 1): string | null {
  const number = dayNumber(day);
  return number === null ? null : dayText(number - 7 * weeks);
}

function dayNumber(day: string | null): number | null {
  if (day === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // Date.parse takes February 30 for March 2.
  if (!Number.isNaN(time) && dayText(time / dayMs) === day) return time / dayMs;
  throw new ProblemError({
    code: "bad_arguments",
    message: `“${day.slice(0, 60)}” is not a day.`,
    next: "Write it like 2025-05-08.",
  });
}

function dayText(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}
