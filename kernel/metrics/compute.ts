import { ProblemError } from "../protocol/problem.ts";
import type { NumberUnit } from "../protocol/unit.ts";
import { catalogue } from "./catalogue.ts";
import { expressionValue } from "./expression-value.ts";
import { parameters, type Inputs, type Metric } from "./metric.ts";

/** What a metric takes: every input by name, NULL as null; inputs with a default may be left out. */
export type Values<I extends Inputs> = {
  readonly [K in keyof I as I[K] extends NumberUnit ? K : never]: number | null;
} & {
  readonly [K in keyof I as I[K] extends NumberUnit ? never : K]?: number | null;
};

/**
 * The metric's value, the same double as its macro gives; null where the macro gives NULL.
 *
 * @throws `bad_arguments` when an input without a default is missing
 */
export function computeMetric(
  metric: Metric,
  values: Readonly<Record<string, number | null>>,
): number | null {
  const inputs = new Map(
    parameters(metric).map(({ name, default: fallback }) => {
      const value = Object.hasOwn(values, name) ? values[name] : fallback;
      if (value === undefined) {
        throw new ProblemError({
          code: "bad_arguments",
          message: `The metric “${metric.name}” needs the input “${name}”.`,
          next: "Pass null where the value is unknown.",
        });
      }
      return [name, value];
    }),
  );
  return expressionValue(metric.formula, (name) => inputs.get(name) ?? null);
}

type Helper<I extends Inputs> = (values: Values<I>) => number | null;

type Helpers = {
  readonly [M in (typeof catalogue)[number] as M["name"]]: Helper<M["inputs"]>;
};

/** The built-in metrics as functions: `compute.ctr({ clicks: 12, impressions: 400 })` is 0.03. */
export const compute = helpers();

function helpers(): Helpers {
  const byName: Record<string, Helper<Record<string, "score">>> = {};
  for (const metric of catalogue) byName[metric.name] = (values) => computeMetric(metric, values);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the catalogue's names
  return byName as unknown as Helpers;
}
