import type { Unit } from "../protocol/unit.ts";
import type { ChartTable } from "./chart-table.ts";

/** A field that an encoding may name at one place of the spec. */
export interface FieldInfo {
  readonly unit?: Unit;
  readonly label?: string;
  /** Position in the table, when the field is a column as it came. */
  readonly column?: number;
}

/** The data at one place of the spec: a table after the transforms above that place. */
export interface Scope {
  readonly table: ChartTable | undefined;
  readonly fields: ReadonlyMap<string, FieldInfo>;
  /** True after a transform whose columns depend on the values: nothing is unknown then. */
  readonly open: boolean;
  /** True while rows are those of the table: no aggregate, filter or sample in between. */
  readonly raw: boolean;
}

export function scopeOf(table: ChartTable): Scope {
  const fields = new Map(
    table.columns.map(({ name, unit, label }, column): [string, FieldInfo] => [
      name,
      { column, ...(unit && { unit }), ...(label !== undefined && { label }) },
    ]),
  );
  return { table, fields, open: false, raw: true };
}

export const emptyScope: Scope = { table: undefined, fields: new Map(), open: false, raw: false };

/** The unit of an aggregate: money stays money where that is certain, a count of anything is a count. */
export function aggregateUnit(op: string, unit: Unit | undefined): Unit | undefined {
  switch (op) {
    case "count":
    case "valid":
    case "missing":
    case "distinct":
      return "count";
    case "min":
    case "max":
      return unit;
    case "mean":
    case "average":
    case "median":
    case "q1":
    case "q3":
    case "ci0":
    case "ci1":
    case "stdev":
    case "stdevp":
    case "stderr":
      return unit === "count" || unit === "people" ? "score" : unit;
    case "sum":
      return unit === "money" || unit === "count" || unit === "seconds" ? unit : undefined;
    default:
      return undefined;
  }
}

const words: Readonly<Record<string, string>> = {
  sum: "Sum",
  mean: "Mean",
  average: "Mean",
  median: "Median",
  min: "Minimum",
  max: "Maximum",
  q1: "Lower quartile",
  q3: "Upper quartile",
  distinct: "Distinct values",
  valid: "Values",
  missing: "Missing values",
  stdev: "Standard deviation",
  stderr: "Standard error",
};

/** "Sum of Spend". */
export function aggregateLabel(op: string, label: string): string {
  return op === "count" ? "Rows" : `${words[op] ?? op} of ${label}`;
}
