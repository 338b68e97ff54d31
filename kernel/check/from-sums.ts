import { catalogue, metricByName } from "../metrics/catalogue.ts";
import { parameters, type Metric } from "../metrics/metric.ts";
import type { Scope } from "../query/scope.ts";
import { readableIdentifier } from "../sql.ts";

/** Inputs that are called otherwise than the column that they take. */
const columnOfInput: Readonly<Record<string, string>> = { clicks: "clicks_destination" };

/** The metric that a platform printed in this column. */
export function printedMetric(column: string): Metric | undefined {
  const id = column.replace(/_printed$/, "");
  return catalogue.find((metric) => metric.id === id) ?? metricByName(id);
}

/**
 * The metric's call with each input written by `write`, from the columns in scope that measure them;
 * null where one of them is not there, or several are, or where it counts people, who do not add up.
 */
export function metricCall(
  metric: Metric,
  scope: Scope,
  write: (column: string) => string,
): string | null {
  const inputs = parameters(metric).filter((parameter) => parameter.default === undefined);
  const columns = inputs.map(({ name }) => {
    const measure = columnOfInput[name] ?? name;
    const [column, ...others] = (scope.star ?? []).filter(
      ({ quantity }) =>
        quantity.kind === "measured" && quantity.measure === measure && quantity.unit !== "people",
    );
    return others.length === 0 ? (column?.name ?? null) : null;
  });
  if (columns.includes(null)) return null;
  const written = columns.map((name) => write(readableIdentifier(name ?? "", new Set())));
  return `${metric.name}(${written.join(", ")})`;
}
