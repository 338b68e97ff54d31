import {
  condition,
  exponential,
  given,
  least,
  minus,
  plus,
  ratio,
  squareRoot,
  times,
  type Expression,
} from "./expression.ts";
import { defineMetric } from "./metric.ts";

/** The standard deviation of normal values, per median absolute deviation. */
const perMad = 1.4826022185056018;
/** A median of many values is that much less sure than their mean, as variances. */
const medianLoss = 1.5707963267948966;

const deviation = times(perMad, "spread");
const knownSpread = condition("spread", ">", 0);

/** The sum of days to come: each varies, and all share the error of the level that is carried on. */
const totalError = times(
  deviation,
  squareRoot(plus("days", ratio(times(medianLoss, times("days", "days")), "history_days"))),
);

function judged(value: Expression): Expression {
  return given([knownSpread, condition("z", ">", 0)], value);
}

function forecast(value: Expression): Expression {
  return given(
    [
      condition("spread", ">=", 0),
      condition("days", ">", 0),
      condition("history_days", ">=", 14),
      condition("z", ">", 0),
    ],
    value,
  );
}

/** Fewer than two ordinary days in a hundred lie outside, also where amounts lean to one side. */
const zBand = { unit: "score", default: 3 } as const;
const z95 = { unit: "score", default: 1.959963984540054 } as const;

const centreNotes =
  "centre is the median of the same weekday before: median(x) OVER (PARTITION BY dayofweek(date) ORDER BY date ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING). spread is the median of abs(x - centre) over the 56 days before, each against its own centre. One outlier moves neither.";
const source =
  "Rousseeuw & Croux 1993 on the median absolute deviation; the widths are checked on generated series.";

/** Days against what days like them usually are, and what comes next. */
export const timeSeries = [
  defineMetric({
    id: "robust_score",
    name: "robust_score",
    label: "Distance from the usual day",
    unit: "score",
    better: "neither",
    inputs: { value: "score", centre: "score", spread: "score" },
    formula: given([knownSpread], ratio(minus("value", "centre"), deviation)),
    doc: "How many standard deviations a day is from what the same weekday usually is.",
    notes: `${centreNotes} NULL where there is no spread.`,
    source,
  }),
  defineMetric({
    id: "band_low",
    name: "band_low",
    label: "Lower end of a usual day",
    unit: "score",
    better: "neither",
    inputs: {
      centre: "score",
      spread: "score",
      z: zBand,
    },
    formula: judged(minus("centre", times("z", deviation))),
    doc: "Below it a day is unusual for its weekday.",
    notes: `${centreNotes} z is 3 unless given: of ordinary days about one in a hundred is outside.`,
    source,
  }),
  defineMetric({
    id: "band_high",
    name: "band_high",
    label: "Upper end of a usual day",
    unit: "score",
    better: "neither",
    inputs: {
      centre: "score",
      spread: "score",
      z: zBand,
    },
    formula: judged(plus("centre", times("z", deviation))),
    doc: "Above it a day is unusual for its weekday.",
    notes: `${centreNotes} z is 3 unless given: of ordinary days about one in a hundred is outside.`,
    source,
  }),
  defineMetric({
    id: "change_p",
    name: "change_p",
    label: "p-value of a change",
    unit: "score",
    better: "neither",
    inputs: { largest: "score", days: "count" },
    formula: given(
      [condition("largest", ">=", 0), condition("days", ">=", 14)],
      least(
        1,
        times(
          2,
          exponential(
            ratio(
              times(-6, times("largest", "largest")),
              plus(times("days", times("days", "days")), times("days", "days")),
            ),
          ),
        ),
      ),
    ),
    doc: "How likely days that all come from one level look as if the level changed once: Pettitt's test.",
    notes:
      "largest is max(abs(u)) over the days, where u = 2 * sum(rank) so far - days so far * (days + 1), and rank is that of x - the median of its weekday. The day on which abs(u) is largest is the last one of the old level. Look at many series, or every day, with a smaller limit than 0.05. NULL for fewer than 14 days.",
    source: "Pettitt 1979, approximate significance.",
  }),
  defineMetric({
    id: "forecast_low",
    name: "forecast_low",
    label: "Forecast, lower end",
    unit: "score",
    better: "neither",
    inputs: {
      expected: "score",
      spread: "score",
      days: "count",
      history_days: "count",
      z: z95,
    },
    formula: forecast(minus("expected", times("z", totalError))),
    doc: "The least that the next days bring together, if all goes on as it was.",
    notes:
      "expected is the sum of the medians of the days' weekdays; spread is the median of abs(x - median of its weekday) over the history, which has at least 14 days. 95% unless z says otherwise. It knows of no trend, holiday or change of budget; where days hang together it is too narrow.",
    source,
  }),
  defineMetric({
    id: "forecast_high",
    name: "forecast_high",
    label: "Forecast, upper end",
    unit: "score",
    better: "neither",
    inputs: {
      expected: "score",
      spread: "score",
      days: "count",
      history_days: "count",
      z: z95,
    },
    formula: forecast(plus("expected", times("z", totalError))),
    doc: "The most that the next days bring together, if all goes on as it was.",
    notes:
      "expected is the sum of the medians of the days' weekdays; spread is the median of abs(x - median of its weekday) over the history, which has at least 14 days. 95% unless z says otherwise. Of a stock that must not run out, plan with this end.",
    source,
  }),
] as const;
