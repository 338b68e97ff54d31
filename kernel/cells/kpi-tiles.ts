import { columnById } from "../metrics/columns.ts";
import { metricByName } from "../metrics/catalogue.ts";
import type { Callable } from "../metrics/metric.ts";
import type { KpiOutput, KpiTile, OutputTable } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";

const companions = ["_previous", "_target", "_series"] as const;

/**
 * The tiles of a result of one row: each column is a figure, with `<name>_previous`, `<name>_target` and
 * `<name>_series` (a list, oldest first) beside it. Targets that the notebook states stand in for the second.
 *
 * @throws ProblemError `kpi_shape` for a result that is not one row
 */
export function kpiTiles(
  table: OutputTable,
  targets: ReadonlyMap<string, number>,
  custom: ReadonlyMap<string, Callable>,
): KpiOutput {
  const [row] = table.rows;
  if (!row || table.total !== 1)
    throw new ProblemError({
      code: "kpi_shape",
      message: `KPI tiles need a result of one row; this one has ${table.total}`,
      next: "Aggregate to one row, or leave view=kpi out.",
    });
  const names = new Set(table.columns.map(({ name }) => name));
  const value = (name: string) =>
    row[table.columns.findIndex((column) => column.name === name)] ?? null;
  const tiles = table.columns
    .filter(({ name }) => !companions.some((suffix) => isCompanion(name, suffix, names)))
    .map(({ name, label, unit }): KpiTile => ({
      name,
      label,
      unit,
      value: value(name),
      better: betterOf(name, custom),
      previous: value(`${name}_previous`),
      target: names.has(`${name}_target`) ? value(`${name}_target`) : (targets.get(name) ?? null),
      series: seriesOf(value(`${name}_series`)),
    }));
  return { kind: "kpi", tiles, currency: table.currency };
}

function isCompanion(name: string, suffix: string, names: ReadonlySet<string>): boolean {
  return name.endsWith(suffix) && names.has(name.slice(0, -suffix.length));
}

function betterOf(name: string, custom: ReadonlyMap<string, Callable>): KpiTile["better"] {
  const metric = metricByName(name) ?? custom.get(name.toLowerCase());
  if (metric) return metric.better;
  const column = columnById(name);
  if (column?.better) return column.better;
  return column?.additive === true && column.unit === "count" ? "higher" : "neither";
}

function seriesOf(value: KpiTile["value"]): (number | null)[] {
  if (typeof value !== "string") return [];
  let list: unknown;
  try {
    list = JSON.parse(value);
  } catch {
    return [];
  }
  return Array.isArray(list)
    ? list.map((item) => (item === null || !Number.isFinite(Number(item)) ? null : Number(item)))
    : [];
}
