import {
  condition,
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

/** Two-sided 95%: the 0.975 quantile of the normal distribution. */
const z95 = { unit: "score", default: 1.959963984540054 } as const;

const square = times("z", "z");
const upperPart = plus(
  plus("successes", times(square, 0.5)),
  times(
    "z",
    squareRoot(
      plus(times("successes", ratio(minus("trials", "successes"), "trials")), times(square, 0.25)),
    ),
  ),
);

/** Outside of these the successes are not a share of the trials, and no interval exists. */
function ofShare(bound: Expression): Expression {
  return given(
    [
      condition("successes", ">=", 0),
      condition("successes", "<=", "trials"),
      condition("trials", ">", 0),
      condition("z", ">", 0),
    ],
    bound,
  );
}

const wilsonNotes =
  "z is 1.96 unless given (95%, two-sided); pass a larger one when many ads are tested at once. NULL where successes exceed trials, as view-through conversions can make them exceed clicks.";
const wilsonSource = "Wilson 1927; recommended by Newcombe 1998 for a single proportion.";

/** How sure a figure is, and how far it is from another. */
export const evidence = [
  defineMetric({
    id: "wilson_low",
    name: "wilson_low",
    label: "Lower bound (Wilson)",
    unit: "ratio",
    better: "neither",
    inputs: { successes: "count", trials: "count", z: z95 },
    // The textbook bound times its conjugate: nothing is subtracted, so nothing cancels.
    formula: ofShare(ratio(times("successes", ratio("successes", "trials")), upperPart)),
    doc: "The lowest rate that the counts allow: lower end of the Wilson score interval.",
    notes: wilsonNotes,
    source: wilsonSource,
  }),
  defineMetric({
    id: "wilson_high",
    name: "wilson_high",
    label: "Upper bound (Wilson)",
    unit: "ratio",
    better: "neither",
    inputs: { successes: "count", trials: "count", z: z95 },
    formula: ofShare(
      // Rounding can carry the quotient past 1.
      least(1, ratio(upperPart, plus("trials", square))),
    ),
    doc: "The highest rate that the counts allow: upper end of the Wilson score interval.",
    notes: wilsonNotes,
    source: wilsonSource,
  }),
  defineMetric({
    id: "lift",
    name: "lift",
    label: "Lift",
    unit: "ratio",
    better: "neither",
    inputs: { rate: "ratio", base: "ratio" },
    formula: minus(ratio("rate", "base"), 1),
    doc: "How far a rate is above or below a base rate, relative to the base.",
    notes:
      "0.5 is half again as high. The base of peers is their pooled ratio or median, never a mean of ratios.",
    source: "Ours; the usual relative difference.",
  }),
] as const;
