import type { ChartTable } from "../chart/chart-table.ts";
import { parseChartSpec } from "../chart/parse-spec.ts";
import { renderChart } from "../chart/render-chart.ts";
import type { ChartOutput, OutputTable } from "../protocol/output.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import { outputValue } from "./output-value.ts";
import type { KnownTables } from "./results.ts";

/** More than any chart draws one by one, and as much as is read for one that aggregates by itself. */
const mostRows = 200_000;
const shownRows = 500;

/**
 * Draws a chart cell over a source or named result.
 *
 * @throws ProblemError `chart_spec`, `unknown_name`, `too_large`, with the line in the cell where it is known
 */
export async function runChart(
  text: string,
  data: string | null,
  idPrefix: string,
  { session, tables }: { readonly session: Session; readonly tables: KnownTables },
): Promise<ChartOutput> {
  const { spec, locate } = parseChartSpec(text);
  const name = data ?? dataName(spec);
  const table = name === null ? undefined : tables.get(name);
  if (name !== null) tables.refuseUnrun(name);
  if (!table) throw unknownData(name, tables.names);
  const result = await session.run(`FROM ${identifier(table.name)}`, {}, { rowLimit: mostRows });
  if (result.cut)
    throw new ProblemError({
      code: "too_large",
      message: `“${table.name}” has more than ${mostRows.toLocaleString("en")} rows, too many for a chart`,
      next: "Aggregate them in a SQL cell and draw its result.",
    });
  const columns = result.columns.map(({ name: column, type }) => {
    const known = table.columns.find((candidate) => candidate.name === column);
    return { name: column, label: known?.label ?? column, unit: known?.unit ?? null, type };
  });
  const rows = result.rows.map((row) => row.map(outputValue));
  const chart = await renderChart({
    spec,
    locate,
    idPrefix,
    data: chartTable(table.name, { columns, rows, total: rows.length, currency: table.currency }),
  });
  return {
    kind: "chart",
    svg: chart.svg,
    title: chart.title,
    description: chart.description,
    notes: chart.notes,
    table: {
      columns,
      rows: rows.slice(0, shownRows),
      total: rows.length,
      currency: table.currency,
    },
  };
}

function chartTable(name: string, { columns, rows, currency }: OutputTable): ChartTable {
  return {
    name,
    columns: columns.map(({ name: column, label, unit }) => ({
      name: column,
      label,
      ...(unit === null ? {} : { unit }),
    })),
    rows,
    ...(currency === null ? {} : { currency }),
  };
}

/** The table that a chart cell draws; null where it names none or cannot be read. */
export function chartDataName(text: string, data: string | null): string | null {
  if (data !== null) return data;
  try {
    return dataName(parseChartSpec(text).spec);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function dataName(spec: object): string | null {
  const data: unknown = "data" in spec ? spec.data : null;
  if (typeof data === "string") return data;
  if (typeof data !== "object" || data === null || !("name" in data)) return null;
  return typeof data.name === "string" ? data.name : null;
}

function unknownData(name: string | null, known: readonly string[]): ProblemError {
  if (name === null)
    return new ProblemError({
      code: "chart_spec",
      message: "The chart does not say what it draws",
      next: `Write data=name on its first line, with a source or named result: ${known.join(", ")}.`,
    });
  const near = nearest(name, known);
  return new ProblemError({
    code: "unknown_name",
    message: `The chart draws “${name}”, which no source and no cell above is called`,
    next: near === undefined ? `There are ${known.join(", ")}.` : `Did you mean “${near}”?`,
  });
}
