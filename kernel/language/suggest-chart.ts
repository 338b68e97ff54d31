/** A chart that fits a result's shape, as the text of a vega-lite cell. */

import { kindOf } from "../protocol/column-kind.ts";
import type { OutputColumn, OutputTable } from "../protocol/output.ts";
import { isNumberUnit } from "../protocol/unit.ts";
import { chartText, type Encoding, type FieldType, type SuggestedChart } from "./chart-text.ts";

export type ChartShape =
  "time series" | "ranking" | "scatter" | "heatmap" | "funnel" | "distribution";

/** Columns, and as many first rows as are at hand. */
export type ResultShape = Pick<OutputTable, "columns" | "rows" | "total">;

export interface ChartSuggestion {
  readonly shape: ChartShape;
  readonly text: string;
}

/** Null where no chart would say more than the table does. */
export function suggestChart(result: ResultShape): ChartSuggestion | null {
  const parts = partsOf(result);
  const chart =
    funnel(result, parts) ??
    timeSeries(result, parts) ??
    heatmap(result, parts) ??
    scatter(result, parts) ??
    ranking(result, parts) ??
    distribution(result, parts);
  return chart && { shape: chart.shape, text: chartText(chart) };
}

interface Parts {
  readonly time: OutputColumn | undefined;
  /** Texts and categories; ids only where nothing names what they stand for. */
  readonly categories: readonly OutputColumn[];
  readonly measures: readonly OutputColumn[];
}

type Chart = SuggestedChart & { readonly shape: ChartShape };

/** Counts and amounts, of which sizes can be seen. */
const sizes = new Set(["count", "people", "money"]);
const rates = new Set(["ratio", "multiple"]);
/** More series than colours that can be told apart. */
const mostColours = 10;
const mostBars = 20;
const mostSteps = 10;

function partsOf({ columns }: ResultShape): Parts {
  const shown = columns.filter(({ name }) => !["_file", "_row", "currency"].includes(name));
  const kindsOf = (...kinds: readonly string[]) =>
    shown.filter(({ type }) => kinds.includes(kindOf(type)));
  const texts = kindsOf("text").filter(({ unit }) => unit !== "url" && unit !== "boolean");
  const named = texts.filter(({ unit }) => unit !== "id");
  return {
    time: kindsOf("date", "time")[0],
    categories: named.length > 0 ? named : texts,
    measures: kindsOf("whole", "decimal", "double").filter(
      ({ unit }) => unit === null || isNumberUnit(unit),
    ),
  };
}

/** One row of counts that become fewer, or a row for each step. */
function funnel({ rows, total }: ResultShape, { time, categories, measures }: Parts): Chart | null {
  const [step] = categories;
  const [measure] = measures;
  const counts = measures.filter(({ unit }) => unit === "count" || unit === "people");
  if (total === 1 && counts.length >= 3 && counts.length === measures.length)
    return {
      shape: "funnel",
      mark: "bar",
      fold: counts.map(({ name }) => name),
      encoding: {
        y: { field: "key", type: "nominal", sort: null, title: null },
        x: { field: "value", type: "quantitative", title: null },
      },
    };
  const isSteps = step !== undefined && /step|stage|phase|funnel/i.test(step.name);
  if (!isSteps || !measure || time || rows.length !== total || total > mostSteps) return null;
  return {
    shape: "funnel",
    mark: "bar",
    encoding: { y: { ...field(step, "nominal"), sort: null }, x: field(measure, "quantitative") },
  };
}

function timeSeries(result: ResultShape, { time, categories, measures }: Parts): Chart | null {
  const [category] = categories;
  const [measure] = measures;
  if (!time || !measure || result.total < 2) return null;
  const series = category && {
    [distinct(result, category) > mostColours ? "detail" : "color"]: field(category, "nominal"),
  };
  const isOneLine = category !== undefined || distinct(result, time) === result.rows.length;
  return {
    shape: "time series",
    mark: isOneLine ? "line" : "point",
    encoding: {
      x: field(time, "temporal"),
      y: field(measure, "quantitative"),
      ...series,
    },
  };
}

/** Two groupings whose pairs are the rows. */
function heatmap(result: ResultShape, { categories, measures }: Parts): Chart | null {
  const [first, second] = categories;
  const [measure] = measures;
  if (!first || !second || !measure) return null;
  const [x, y] = [first, second].toSorted((a, b) => distinct(result, a) - distinct(result, b));
  const repeats = [first, second].every((each) => distinct(result, each) < result.rows.length);
  if (!x || !y || !repeats) return null;
  return {
    shape: "heatmap",
    mark: "rect",
    encoding: {
      x: field(x, "nominal"),
      y: field(y, "nominal"),
      color: field(measure, "quantitative"),
    },
  };
}

/** Two rates against each other, each point as large as what it rests on. */
function scatter({ total }: ResultShape, { categories, measures }: Parts): Chart | null {
  const [x, y] = measures.filter(({ unit }) => unit !== null && rates.has(unit));
  const size = measures.find(({ unit }) => unit !== null && sizes.has(unit));
  if (!x || !y || total < 3) return null;
  const tooltip = [...categories.slice(0, 1), x, y, ...(size ? [size] : [])];
  return {
    shape: "scatter",
    mark: "point",
    encoding: {
      x: field(x, "quantitative"),
      y: field(y, "quantitative"),
      ...(size && { size: field(size, "quantitative") }),
      tooltip: tooltip.map((column) =>
        field(column, categories.includes(column) ? "nominal" : "quantitative"),
      ),
    },
  };
}

function ranking({ total }: ResultShape, { categories, measures }: Parts): Chart | null {
  const [category] = categories;
  const [measure] = measures;
  if (!category || !measure || total < 2) return null;
  // A transform names columns in an expression, which not every name can be.
  const isPlain = /^[a-z_]\w*$/i.test(measure.name);
  return {
    shape: "ranking",
    mark: "bar",
    ...(total > mostBars && isPlain && { top: { field: measure.name, count: mostBars } }),
    encoding: {
      y: { ...field(category, "nominal"), sort: "-x" },
      x: field(measure, "quantitative"),
    },
  };
}

function distribution({ total }: ResultShape, { categories, measures }: Parts): Chart | null {
  const [measure] = measures;
  if (!measure || categories.length > 0 || total < 10) return null;
  return {
    shape: "distribution",
    mark: "bar",
    encoding: {
      x: { ...field(measure, "quantitative"), bin: true },
      y: { aggregate: "count", type: "quantitative" },
    },
  };
}

function field({ name }: OutputColumn, type: FieldType): Encoding {
  return { field: name, type };
}

function distinct({ columns, rows }: ResultShape, column: OutputColumn): number {
  const index = columns.indexOf(column);
  return new Set(rows.map((row) => row[index])).size;
}
