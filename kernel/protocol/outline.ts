import type { OutputColumn } from "./output.ts";
import type { NumberUnit } from "./unit.ts";

/** What the cells of a notebook can name now, by what they are. */
export interface Outline {
  /** As the setup loaded them; empty until it ran. */
  readonly sources: readonly OutlineTable[];
  /** Named results that are there and up to date. */
  readonly results: readonly OutlineTable[];
  /** The notebook's own metrics, from `columns:` and from TypeScript cells that have run. */
  readonly metrics: readonly MetricDescription[];
}

export interface OutlineTable {
  readonly name: string;
  /** The name as SQL takes it: quoted where it has to be. */
  readonly sql: string;
  readonly rows: number;
  readonly columns: readonly OutlineColumn[];
}

export interface OutlineColumn extends OutputColumn {
  readonly sql: string;
  /** The export's own header; null where there is none. */
  readonly header: string | null;
}

/** A metric as plain values, for documentation, hovers and other programs. */
export interface MetricDescription {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly label: string;
  /** The same in other languages, by language tag, where the field has words of its own. */
  readonly labels: Readonly<Record<string, string>>;
  readonly unit: NumberUnit;
  readonly better: "higher" | "lower" | "neither";
  readonly inputs: readonly MetricInput[];
  /** As a person writes it. NULL where an input is NULL or a denominator is zero. */
  readonly formula: string;
  /** The statement that creates the function in DuckDB; empty where code computes it. */
  readonly sql: string;
  readonly doc: string;
  /** Empty where there is nothing to add. */
  readonly notes: string;
  readonly source: string;
}

export interface MetricInput {
  readonly name: string;
  readonly unit: NumberUnit;
  readonly default?: number;
}
