import type { NumberUnit } from "../protocol/unit.ts";
import type { Expression } from "./expression.ts";

/** An input that may be left out of a call. */
export interface OptionalInput {
  readonly unit: NumberUnit;
  readonly default: number;
}

/** Inputs by name, in the order of the function's parameters; optional ones come last. */
export type Inputs = Readonly<Record<string, NumberUnit | OptionalInput>>;

/**
 * One definition: its macro, its TypeScript helper, its unit and its documentation all come from it.
 * Over rows, a metric is a function of sums: `ctr(sum(clicks_destination), sum(impressions))`.
 */
export interface Metric {
  /** What is computed, named like the column in which a platform prints it. */
  readonly id: string;
  /** The function's name in SQL. Never the id of a loaded column. */
  readonly name: string;
  readonly label: string;
  readonly unit: NumberUnit;
  /** Which direction an advertiser wants. */
  readonly better: "higher" | "lower" | "neither";
  readonly inputs: Inputs;
  readonly formula: Expression;
  readonly doc: string;
  /** Where platforms differ, and what must not be confused with it. */
  readonly notes?: string;
  /** Where the definition comes from; "Ours" where no platform defines it. */
  readonly source: string;
}

/** What a call measures is told by this much; a column in TypeScript has no formula to look into. */
export type Callable = Pick<Metric, "name" | "label" | "unit" | "better" | "inputs"> & {
  readonly formula: Expression | null;
};

/** A metric whose name and inputs the compiler knows. */
export interface TypedMetric<Name extends string, I extends Inputs> extends Metric {
  readonly name: Name;
  readonly inputs: I;
}

/** The record as it is, with the types that its helper needs. */
export function defineMetric<const Name extends string, const I extends Inputs>(
  metric: TypedMetric<Name, I>,
): TypedMetric<Name, I> {
  return metric;
}

export interface Parameter {
  readonly name: string;
  readonly unit: NumberUnit;
  readonly default?: number;
}

/** The function's parameters in order. */
export function parameters(metric: Pick<Metric, "inputs">): readonly Parameter[] {
  return Object.entries(metric.inputs).map(([name, input]) =>
    typeof input === "string" ? { name, unit: input } : { name, ...input },
  );
}
