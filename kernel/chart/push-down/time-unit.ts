import { NotPushable } from "./expression.ts";

/** The year in which Vega puts a month or a weekday of no year; it starts on a Sunday. */
const cycleStart = "TIMESTAMP '2012-01-01'";

const truncations: Readonly<Record<string, string>> = {
  year: "year",
  "year,quarter": "quarter",
  "year,month": "month",
  "year,month,date": "day",
  "year,month,date,hours": "hour",
  "year,month,date,hours,minutes": "minute",
  "year,month,date,hours,minutes,seconds": "second",
};

/** Of a timestamp `t`: the time in 2012 that stands for it. */
const cycles: Readonly<Record<string, string>> = {
  quarter: `${cycleStart} + to_months(((quarter(t) - 1) * 3)::INTEGER)`,
  month: `${cycleStart} + to_months((month(t) - 1)::INTEGER)`,
  "month,date": `${cycleStart} + to_months((month(t) - 1)::INTEGER) + to_days((day(t) - 1)::INTEGER)`,
  date: `${cycleStart} + to_days((day(t) - 1)::INTEGER)`,
  day: `${cycleStart} + to_days(dayofweek(t)::INTEGER)`,
  "day,hours": `${cycleStart} + to_days(dayofweek(t)::INTEGER) + to_hours(hour(t))`,
  hours: `${cycleStart} + to_hours(hour(t))`,
};

const steps: Readonly<Record<string, string>> = {
  year: "INTERVAL 1 YEAR",
  quarter: "INTERVAL 3 MONTH",
  month: "INTERVAL 1 MONTH",
  date: "INTERVAL 1 DAY",
  day: "INTERVAL 1 DAY",
  hours: "INTERVAL 1 HOUR",
  minutes: "INTERVAL 1 MINUTE",
  seconds: "INTERVAL 1 SECOND",
};

/** Start and end, in milliseconds, of the time unit that a column of milliseconds lies in; UTC. */
export function timeUnitSql(
  units: readonly string[],
  column: string,
): readonly [start: string, end: string] {
  const name = units.join(",");
  const t = `make_timestamp((${column} * 1000)::BIGINT)`;
  const precision = truncations[name];
  const start =
    precision === undefined
      ? cycles[name]?.replaceAll("(t)", `(${t})`)
      : `date_trunc('${precision}', ${t})`;
  const step = steps[units.at(-1) ?? ""];
  if (start === undefined || step === undefined) throw new NotPushable(name);
  // Without a value there is no month, although the cycle has a start.
  const when = (time: string): string =>
    `(CASE WHEN ${column} IS NOT NULL THEN ${milliseconds(time)} END)`;
  return [when(start), when(`${start} + ${step}`)];
}

function milliseconds(time: string): string {
  return `epoch_ms((${time})::TIMESTAMP)::DOUBLE`;
}
