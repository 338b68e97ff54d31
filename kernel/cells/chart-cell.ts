import type { ChartTable } from "../chart/chart-table.ts";
import { digest, withSafety } from "../chart/push-down/digest.ts";
import type { SourceColumn } from "../chart/push-down/relation.ts";
import type { ParsedSpec } from "../chart/parse-spec.ts";
import { parseChartSpec } from "../chart/parse-spec.ts";
import type { RenderedChart } from "../chart/render-chart.ts";
import { renderChart } from "../chart/render-chart.ts";
import type { ChartOutput, OutputTable } from "../protocol/output.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import { identifier } from "../sql.ts";
import { outputValue } from "./output-value.ts";
import type { KnownTable, KnownTables } from "./results.ts";

/** Of larger tables a chart takes in what the engine has computed for it. */
const mostRows = 20_000;
/** Up to so many, rows are read one by one where the engine has no equal of a transform. */
const mostRead = 200_000;
const shownRows = 500;

export interface ChartContext {
  readonly session: Session;
  readonly tables: KnownTables;
  /** Goes before every id of the drawing. */
  readonly idPrefix: string;
  /** Whether a page may draw the chart itself. */
  readonly isLive: boolean;
}

/**
 * Draws a chart cell over a source or named result.
 *
 * @throws ProblemError `chart_spec`, `unknown_name`, `too_large`, with the line in the cell where it is known
 */
export async function runChart(
  text: string,
  data: string | null,
  { tables, ...context }: ChartContext,
): Promise<ChartOutput> {
  const parsed = parseChartSpec(text);
  const name = data ?? dataName(parsed.spec);
  const known = name === null ? undefined : tables.get(name);
  if (name !== null) tables.refuseUnrun(name);
  if (!known) throw unknownData(name, tables.names);
  return drawChart(parsed, known, context);
}

/**
 * Draws a spec over a table of the session.
 *
 * @throws ProblemError `chart_spec`, `too_large`, with the line in the spec where it is known
 */
export async function drawChart(
  { spec, locate }: ParsedSpec,
  known: KnownTable,
  { session, idPrefix, isLive }: Omit<ChartContext, "tables">,
): Promise<ChartOutput> {
  const [count] = (await session.run(`SELECT count(*) FROM ${identifier(known.name)}`)).rows;
  const total = Number(count?.[0]);
  const request = { spec, locate, idPrefix, isLive };
  if (total <= mostRows) {
    const table = await readTable(session, known, total);
    return output(await renderChart({ ...request, data: chartTable(known, table) }), table);
  }
  const table = await readTable(session, known, shownRows);
  const run = async (sql: string) => (await session.run(sql)).rows;
  const source = { table: known.name, columns: sourceColumns(table.columns), run };
  const values = await digest(chartTable(known, table), total, source, spec);
  const engine = { ...source, columns: withSafety(source.columns, values) };
  try {
    return output(await renderChart({ ...request, data: values, engine }), { ...table, total });
  } catch (error) {
    const isLarge = error instanceof ProblemError && error.problem.code === "too_large";
    if (!isLarge || total > mostRead) throw error;
  }
  const whole = await readTable(session, known, total);
  return output(await renderChart({ ...request, data: chartTable(known, whole) }), whole);
}

async function readTable(session: Session, known: KnownTable, most: number): Promise<OutputTable> {
  const result = await session.run(`FROM ${identifier(known.name)} LIMIT ${most}`);
  const columns = result.columns.map(({ name, type }) => {
    const column = known.columns.find((candidate) => candidate.name === name);
    return { name, label: column?.label ?? name, unit: column?.unit ?? null, type };
  });
  const rows = result.rows.map((row) => row.map(outputValue));
  return { columns, rows, total: rows.length, currency: known.currency };
}

function output(chart: RenderedChart, table: OutputTable): ChartOutput {
  const { svg, title, description, notes, live } = chart;
  const shown = { ...table, rows: table.rows.slice(0, shownRows) };
  return {
    kind: "chart",
    svg,
    ...(live !== null && { live }),
    title,
    description,
    notes,
    table: shown,
  };
}

function sourceColumns(columns: OutputTable["columns"]): SourceColumn[] {
  return columns.map(({ name, type, unit }) => ({
    name,
    type,
    ...(unit === null ? {} : { unit }),
  }));
}

function chartTable({ name }: KnownTable, { columns, rows, currency }: OutputTable): ChartTable {
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
