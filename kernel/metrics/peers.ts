import {
  condition,
  given,
  least,
  minus,
  plus,
  ratio,
  times,
  where,
  type Expression,
} from "./expression.ts";
import { defineMetric } from "./metric.ts";

const others = minus("members", 1);
const beyondChance = minus(
  minus("successes_squared_per_trial", times("successes", "group_rate")),
  times("by_chance", others),
);
const scale = times("by_chance", minus(minus("trials", ratio("trials_squared", "trials")), others));

function atLeastZero(value: string): Expression {
  return minus(0, least(0, times(-1, value)));
}

/** One among its peers: what its few counts are worth, and where it stands. */
export const peers = [
  defineMetric({
    id: "rate_spread",
    name: "rate_spread",
    label: "Spread of a group's rates",
    unit: "score",
    better: "neither",
    inputs: {
      members: "count",
      successes: "count",
      trials: "count",
      trials_squared: "score",
      successes_squared_per_trial: "score",
    },
    formula: given(
      [condition("members", ">=", 2), condition("trials", ">", 0)],
      where(
        "group_rate",
        ratio("successes", "trials"),
        where(
          "by_chance",
          times("group_rate", minus(1, "group_rate")),
          where("spread", ratio(beyondChance, scale), least(1, atLeastZero("spread"))),
        ),
      ),
    ),
    doc: "How much the members of a group truly differ, beyond chance: 0 not at all, 1 wholly. What rate_shrunk needs to know of the group.",
    notes:
      "All inputs are sums over the group: count(*), sum(x), sum(n), sum(n * n), sum(x * x / n) for x successes of n trials per member. NULL for fewer than two members, and where all rates are 0 or all are 1.",
    source: "Kleinman 1973, method of moments for the beta-binomial, weights of trials.",
  }),
  defineMetric({
    id: "rate_shrunk",
    name: "rate_shrunk",
    label: "Rate, shrunk towards its group",
    unit: "ratio",
    better: "neither",
    inputs: { successes: "count", trials: "count", group_rate: "ratio", spread: "score" },
    formula: given(
      [
        condition("successes", ">=", 0),
        condition("successes", "<=", "trials"),
        condition("group_rate", ">=", 0),
        condition("group_rate", "<=", 1),
        condition("spread", ">=", 0),
        condition("spread", "<=", 1),
      ],
      ratio(
        plus(times("successes", "spread"), times("group_rate", minus(1, "spread"))),
        plus(times("trials", "spread"), minus(1, "spread")),
      ),
    ),
    doc: "The best guess of a true rate from few counts: the own rate where there is much data, the group's where there is little.",
    notes:
      "Empirical Bayes. group_rate is the pooled rate, sum(x) / sum(n) over the group, and spread is `rate_spread` of it. Without any trials it is the group's rate. For ranking ads with few clicks; report the plain rate beside it.",
    source: "Beta-binomial posterior mean; Kleinman 1973.",
  }),
  defineMetric({
    id: "percentile_of",
    name: "percentile_of",
    label: "Percentile rank",
    unit: "ratio",
    better: "neither",
    inputs: { below: "count", equal: "count", peers: "count" },
    formula: given(
      [
        condition("below", ">=", 0),
        condition("equal", ">=", 0),
        condition(plus("below", "equal"), "<=", "peers"),
      ],
      ratio(plus("below", times("equal", 0.5)), "peers"),
    ),
    doc: "Share of the peers that are below, with half of those that are equal.",
    notes:
      "below is rank() OVER (ORDER BY value) - 1, equal is count(*) OVER (PARTITION BY value), both with the one itself among the equal; peers is count(*) OVER (). Leave rows without a value out first.",
    source: "The usual percentile rank.",
  }),
] as const;
