import { formatNumber } from "../protocol/number-format.ts";
import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import { finishSvg, noteSvg } from "./finish-svg.ts";
import { loadVega } from "./load-vega.ts";
import type { ChartRequest } from "./prepare-chart.ts";
import { defaultWidth, prepareChart } from "./prepare-chart.ts";
import type { EngineTable } from "./push-down/draw-pushed.ts";
import { drawPushed, missingInEngine } from "./push-down/draw-pushed.ts";

/** The most marks that are drawn one by one. */
export const maxMarks = 20_000;

export interface RenderRequest extends ChartRequest {
  /** The engine's side of a table whose `data` is a digest. */
  readonly engine?: EngineTable;
  /** Whether a page may draw the chart itself. */
  readonly isLive?: boolean;
  /** Goes before every id of the SVG; unique in the document it goes into. */
  readonly idPrefix?: string;
}

export interface RenderedChart {
  /** Complete in itself: no script, no link, no reference to anything outside. */
  readonly svg: string;
  readonly title: string;
  readonly description: string;
  /** Rows of the chart's own table. */
  readonly rows: number;
  /** What the reader should know: rows not drawn, shared colours, Vega-Lite's warnings. */
  readonly notes: readonly string[];
  /** For a page that draws it itself (see `liveText`); null where not asked for, empty or too large. */
  readonly live: string | null;
}

/** Characters; a page takes in more only slowly. */
const maxLive = 2_000_000;

/**
 * Draws a Vega-Lite chart without a browser. Equal input gives equal bytes, whatever the machine's
 * time zone and language. A chart without anything to draw is an SVG that says so, with a note.
 *
 * @throws ProblemError `chart_spec` for a spec that cannot be drawn, `too_large` above `maxMarks`
 */
export async function renderChart(request: RenderRequest): Promise<RenderedChart> {
  const { spec, config, fitsWidth, tables, main, ...rest } = prepareChart(request);
  const { rows, title, description } = rest;
  const frame = { title, description, idPrefix: safePrefix(request.idPrefix ?? "chart-") };
  const nothing = (why: string): RenderedChart => ({
    ...rest,
    svg: noteSvg(why, request.width ?? defaultWidth, frame),
    live: null,
    notes: [why, ...rest.notes],
  });
  if (rows === 0 && [...tables.values()].every((table) => table.length === 0))
    return nothing("Nothing to draw: the data has no rows.");

  const { draw } = await loadVega();
  const job = { spec, config, fitsWidth, tables, maxMarks, ...(request.isLive && { maxLive }) };
  const drawn = await (request.engine ? drawPushed(draw, job, main, request.engine) : draw(job));
  if (drawn.status === "failed") throw problem("chart_spec", drawn.message);
  if (drawn.status === "too_many") throw tooMany(drawn.marks);
  if (drawn.marks === 0)
    return nothing(
      `Nothing to draw: none of the ${formatNumber(rows, "count")} rows has a place in the chart.`,
    );
  return {
    ...rest,
    svg: finishSvg(drawn.svg, frame),
    live: drawn.live,
    notes: [
      ...rest.notes,
      ...(request.engine ? await missingInEngine(main, rows, request.engine) : []),
      ...drawn.empty.map((kind) => `The layer of ${kind} marks drew nothing.`),
      ...drawn.warnings.map((warning) => `Vega-Lite: ${warning}`),
    ],
  };
}

function problem(code: Problem["code"], message: string): ProblemError {
  return new ProblemError({
    code,
    message: `The chart cannot be drawn: ${message.replace(/\.?$/, ".")}`,
  });
}

function tooMany(marks: number): ProblemError {
  return new ProblemError({
    code: "too_large",
    message: `The chart would draw ${formatNumber(marks, "count")} marks; ${formatNumber(maxMarks, "count")} are the most.`,
    next: "Aggregate in the chart (aggregate: sum, bin: true, timeUnit: yearmonth) or in the SQL cell with GROUP BY.",
  });
}

function safePrefix(prefix: string): string {
  return prefix.replace(/[^\w-]/g, "-");
}
