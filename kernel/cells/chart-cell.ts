import type { ChartTable } from "../chart/chart-table.ts";
import { digest } from "../chart/push-down/digest.ts";
import type { SourceColumn } from "../chart/push-down/relation.ts";
import { parseChartSpec } from "../chart/parse-spec.ts";
import { renderChart } from "../chart/render-chart.ts";
import type { ChartOutput, OutputTable } from "../protocol/output.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import { outputValue } from "./output-value.ts";
import type { KnownTables } from "./results.ts";

/** Of larger tables a chart takes in what the engine has aggregated for it. */
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
  const columns = result.columns.map(({ name: column, type }) => {
    const known = table.columns.find((candidate) => candidate.name === column);
    return { name: column, label: known?.label ?? column, unit: known?.unit ?? null, type };
  });
  const rows = result.rows.map((row) => row.map(outputValue));
  const shown = { columns, rows, total: rows.length, currency: table.currency };
  const whole = chartTable(table.name, shown);
  const run = async (sql: string) => (await session.run(sql)).rows;
  const engine = { table: table.name, columns: sourceColumns(columns), run };
  const large = result.cut ? await digest(whole, engine, spec) : null;
  const chart = await renderChart({
    spec,
    locate,
    idPrefix,
    data: large ?? whole,
    ...(large && { engine }),
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
      total: large?.total ?? rows.length,
      currency: table.currency,
    },
  };
}

function sourceColumns(columns: OutputTable["columns"]): SourceColumn[] {
  return columns.map(({ name, type, unit }) => ({
    name,
    type,
    ...(unit === null ? {} : { unit }),
  }));
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
