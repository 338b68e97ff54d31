import type { FindingsOutput } from "./findings.ts";
import type { LoadReport, Notice } from "./load-report.ts";
import type { Problem } from "./problem.ts";
import type { TableView } from "./result-view.ts";
import type { Unit } from "./unit.ts";

/** What a cell shows. Every value is JSON-able, so that outputs cross any border as they are. */
export type CellOutput =
  TableOutput | ChartOutput | KpiOutput | FindingsOutput | LoadOutput | TextOutput | ErrorOutput;

/**
 * A value as the engine gave it: exact decimal text for DECIMAL and integers beyond 2^53, ISO text
 * for dates and timestamps, JSON text for nested values.
 */
export type OutputValue = number | string | boolean | null;

export interface OutputColumn {
  readonly name: string;
  /** For people: "CTR (destination)"; the name where nothing better is known. */
  readonly label: string;
  /** null: not known with certainty, so written as it is. */
  readonly unit: Unit | null;
  /** SQL type. */
  readonly type: string;
}

export interface OutputTable {
  readonly columns: readonly OutputColumn[];
  readonly rows: readonly (readonly OutputValue[])[];
  /** The rows together; only where they are themselves summed up from others. */
  readonly totals?: readonly OutputValue[];
  /** Rows of the whole result; more than `rows.length` when it was cut. */
  readonly total: number;
  /** ISO 4217, where all money of the result is in one currency. */
  readonly currency: string | null;
}

export interface TableOutput {
  readonly kind: "table";
  /** The cell's `name=`. */
  readonly name: string | null;
  /** All columns; the rows are the first of the view. */
  readonly table: OutputTable;
  /** How the cell's fence line wants it drawn. Without it: whole and as the query gave it. */
  readonly view?: TableView;
  /** Rows of the whole result, where the view leaves some out. */
  readonly unfiltered?: number;
  /** Of a view in the result's levels. */
  readonly level?: LevelFacts;
  /** Columns that have values for a level's rows: summed, or calculated anew. Without any there are no levels. */
  readonly rolledUp?: readonly string[];
  /** Names the result for whoever can ask for more of it. */
  readonly result?: string;
}

/** What is known of a level beside its rows. */
export interface LevelFacts {
  /** Rows of the result that the level's rows are made of. */
  readonly rows: number;
  /** The level's rows together, calculated from those of the result; null where nothing is certain. */
  readonly totals: readonly OutputValue[];
}

export interface ChartOutput {
  readonly kind: "chart";
  /** Complete `<svg>` element; colours are CSS variables that the page defines. */
  readonly svg: string;
  /** A compiled Vega spec with its rows, as JSON, for a page that draws it itself. */
  readonly live?: string;
  readonly title: string;
  readonly description: string;
  /** What is drawn, for those who cannot see it and for "show data". */
  readonly table: OutputTable;
  /** What the reader of the chart should know: a series folded into "Other", rows without a value … */
  readonly notes: readonly string[];
}

export interface KpiOutput {
  readonly kind: "kpi";
  readonly tiles: readonly KpiTile[];
  readonly currency: string | null;
}

/** One figure. From a result of one row: `ctr`, with `ctr_previous`, `ctr_target`, `ctr_series` beside it. */
export interface KpiTile {
  readonly name: string;
  readonly label: string;
  readonly unit: Unit | null;
  readonly value: OutputValue;
  readonly better: "higher" | "lower" | "neither";
  /** The same figure over the period before; null: none given. */
  readonly previous: OutputValue;
  readonly target: OutputValue;
  /** Values over time for a sparkline, oldest first; empty: none given. */
  readonly series: readonly (number | null)[];
}

export interface LoadOutput {
  readonly kind: "load";
  readonly reports: readonly LoadReport[];
  readonly parameters: readonly ParameterInput[];
  /** About the notebook as a whole: what is not as it was pinned. */
  readonly notices: readonly Notice[];
}

/** A parameter with the value that was used. */
export interface ShownParameter {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A parameter as it can be set. Values are texts as `--param` takes them. */
export interface ParameterInput extends ShownParameter {
  readonly kind: "number" | "text" | "date" | "date_range" | "choice" | "query";
  /** The value that is used; null: none. */
  readonly text: string | null;
  /** What the notebook itself says; null: nothing. */
  readonly default: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Of `choice` and `query`; null where the query has not run. */
  readonly choices: readonly string[] | null;
}

/** What a cell printed, or a value that is neither table nor chart. Never markup. */
export interface TextOutput {
  readonly kind: "text";
  readonly text: string;
}

export interface ErrorOutput {
  readonly kind: "error";
  readonly problem: Problem;
  /** The address of the cell in which the problem's line counts, where an editor shows it. */
  readonly cell?: string;
}
