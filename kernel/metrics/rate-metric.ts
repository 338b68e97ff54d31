import type { NumberUnit } from "../protocol/unit.ts";
import { ratio } from "./expression.ts";
import { defineMetric, type Metric } from "./metric.ts";

interface Wording<Of extends NumberUnit> {
  readonly label: string;
  readonly doc: string;
  readonly notes?: string;
  readonly source: string;
  readonly better?: Metric["better"];
  /** What is counted above and below the line; counts unless given. */
  readonly of?: Of;
}

/** A metric that is one number over another of its kind, under its own id. */
export function rate<
  const Name extends string,
  const Part extends string,
  const Whole extends string,
  const Of extends NumberUnit = "count",
>(name: Name, part: Part, whole: Whole, wording: Wording<Of>) {
  const { of = "count", better = "higher", ...rest } = wording;
  return defineMetric({
    id: name,
    name,
    unit: "ratio",
    better,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- computed keys widen to string
    inputs: { [part]: of, [whole]: of } as Record<Part | Whole, Of>,
    formula: ratio(part, whole),
    ...rest,
  });
}
