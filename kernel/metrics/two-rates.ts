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
  where,
  type Expression,
} from "./expression.ts";
import { defineMetric } from "./metric.ts";

const trialsOfBoth = plus("trials", "other_trials");
const successesOfBoth = plus("successes", "other_successes");
const failuresOfBoth = minus(trialsOfBoth, successesOfBoth);
const difference = minus(times("successes", "other_trials"), times("other_successes", "trials"));

/** Half of Pearson's statistic of the 2x2 table, which is the square that the tail is taken of. */
const halfChiSquare = ratio(
  times(times(0.5, trialsOfBoth), times(difference, difference)),
  times(times(successesOfBoth, failuresOfBoth), times("trials", "other_trials")),
);

/** Cochran's rule: below five expected in any of the four cells the test is no test. */
function expectedAtLeastFive(trials: string, of: Expression) {
  return condition(times(trials, of), ">=", times(5, trialsOfBoth));
}

/** Numerical Recipes' Chebyshev fit, highest power first. */
const fit = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** The complementary error function of the root of a square of 0 or more. */
function tail(square: Expression): Expression {
  const [highest = 0, ...lower] = fit;
  const polynomial = lower.reduce<Expression>(
    (sum, coefficient) => plus(coefficient, times("t", sum)),
    { kind: "number", value: highest },
  );
  return where(
    "square",
    square,
    where(
      "t",
      ratio(1, plus(1, times(0.5, squareRoot("square")))),
      where(
        "p",
        times("t", exponential(minus(polynomial, "square"))),
        // The fit passes 1 in the eighth digit.
        least(1, "p"),
      ),
    ),
  );
}

const pooled = times(plus("rate", times("rate", plus(1, "effect"))), 0.5);
const raised = times("rate", plus(1, "effect"));
const spread = plus(
  times("z", squareRoot(times(2, times(pooled, minus(1, pooled))))),
  times(
    "z_power",
    squareRoot(plus(times("rate", minus(1, "rate")), times(raised, minus(1, raised)))),
  ),
);

/** Whether two rates differ, and how long it takes to know. */
export const twoRates = [
  defineMetric({
    id: "two_rates_p",
    name: "two_rates_p",
    label: "p-value of two rates",
    unit: "score",
    better: "neither",
    inputs: {
      successes: "count",
      trials: "count",
      other_successes: "count",
      other_trials: "count",
    },
    formula: given(
      [
        condition("successes", ">=", 0),
        condition("successes", "<=", "trials"),
        condition("other_successes", ">=", 0),
        condition("other_successes", "<=", "other_trials"),
        expectedAtLeastFive("trials", successesOfBoth),
        expectedAtLeastFive("trials", failuresOfBoth),
        expectedAtLeastFive("other_trials", successesOfBoth),
        expectedAtLeastFive("other_trials", failuresOfBoth),
      ],
      tail(halfChiSquare),
    ),
    doc: "How likely a difference this large is where the true rates are equal: the two-sided z-test of two proportions, pooled.",
    notes:
      "NULL where fewer than five successes or failures are expected on either side: the test says nothing there. Right to six digits. Compare with 0.05 divided by the number of comparisons; do not look daily and stop when it is small.",
    source: "Pearson 1900 without continuity correction; Cochran 1954 for its limits.",
  }),
  defineMetric({
    id: "days_to_significance",
    name: "days_to_significance",
    label: "Days to significance",
    unit: "score",
    better: "lower",
    inputs: {
      rate: "ratio",
      effect: "ratio",
      trials_per_day: "count",
      z: { unit: "score", default: 1.959963984540054 },
      z_power: { unit: "score", default: 0.8416212335729143 },
    },
    formula: given(
      [
        condition("rate", ">", 0),
        condition("rate", "<", 1),
        condition(raised, ">", 0),
        condition(raised, "<", 1),
        condition("trials_per_day", ">", 0),
        condition("z", ">", 0),
        condition("z_power", ">", 0),
      ],
      ratio(
        ratio(times(spread, spread), times(times("rate", "effect"), times("rate", "effect"))),
        "trials_per_day",
      ),
    ),
    doc: "Days until a test of two equal groups can tell a rate from one that is higher or lower by the effect.",
    notes:
      "effect is relative: 0.2 looks for 20% more. trials_per_day are those of one group. 5% two-sided and 80% power unless z and z_power say otherwise. Round up, and run at least seven whole days. NULL where nothing is to be found: an effect of 0, or a rate outside 0-1.",
    source: "Fleiss 1981, sample size for two proportions, without continuity correction.",
  }),
] as const;
