import type { Unit } from "../protocol/unit.ts";
import { anchorColumns } from "./anchor-columns.ts";
import { audienceColumns } from "./audience-columns.ts";
import { metricByName } from "./catalogue.ts";
import { dimensionColumns } from "./dimension-columns.ts";
import { measureColumns } from "./measure-columns.ts";
import { orderColumns } from "./order-columns.ts";
import { organicColumns } from "./organic-columns.ts";
import { platformColumns } from "./platform-columns.ts";
import { printedColumns } from "./printed-columns.ts";
import { shopColumns } from "./shop-columns.ts";
import { siteColumns } from "./site-columns.ts";

/** A column that a loaded export may have. */
export interface Column {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** Whether its sum over days, ads and regions means what its name says. */
  readonly additive: boolean;
  /** Over what it adds up all the same, or only; where it does not, why. */
  readonly sums?: string;
  /** Which direction an advertiser wants, where that is not more. */
  readonly better?: "lower" | "neither";
}

/** Every known column: measures, figures the platform printed, dimensions. */
export const columns: readonly Column[] = [
  ...measureColumns,
  ...organicColumns,
  ...anchorColumns,
  ...audienceColumns,
  ...shopColumns,
  ...printedColumns.map((column) => ({ ...column, additive: false })),
  ...dimensionColumns.map((column) => ({ ...column, additive: false })),
  ...platformColumns.map((column) => ({ ...column, additive: false })),
  ...orderColumns,
  ...siteColumns,
];

const byId = new Map(columns.map((column) => [column.id, column]));

/** Undefined for a column that only the user's file knows. */
export function columnById(id: string): Column | undefined {
  return byId.get(id);
}

/**
 * The id under which a column is loaded. A function's name is never a column's: a query with
 * `cpm(sum(cost), sum(impressions)) AS cpm … HAVING cpm > 5` would otherwise read the printed
 * column. So a column that would be called `cpm` is loaded as `cpm_printed`.
 */
export function loadedColumnId(id: string): string {
  return metricByName(id) ? `${id}_printed` : id;
}
