import { formatNumber } from "../protocol/number-format.ts";
import { ChartData } from "./chart-data.ts";
import { chartConfig } from "./chart-config.ts";
import type { ChartTable } from "./chart-table.ts";
import { checkTransformField, checkUses } from "./check-fields.ts";
import { completeFields, fieldOf } from "./complete-fields.ts";
import type { ChartText } from "./describe-chart.ts";
import { describeChart } from "./describe-chart.ts";
import type { JsonObject } from "./vega/json.ts";
import { shareTitles, untitledLayers } from "./layer-titles.ts";
import { layOut } from "./layout.ts";
import type { Placing } from "./notes.ts";
import { countSeries, missingNotes, placings, seriesNote } from "./notes.ts";
import type { Locate, Refuse } from "./spec-problem.ts";
import { refuseWith } from "./spec-problem.ts";
import type { Reading, ReadTable } from "./table-rows.ts";
import { readTable } from "./table-rows.ts";
import type { ChartTheme } from "./vega/theme.ts";
import { themeSignals } from "./vega/theme.ts";
import { addTooltips } from "./tooltips.ts";
import { utcFilters } from "./utc-filters.ts";
import { vetSpec } from "./vet-spec.ts";
import type { UnitView } from "./views.ts";
import { readViews } from "./views.ts";

export interface ChartRequest {
  /** A parsed Vega-Lite object, as the user wrote it. */
  readonly spec: JsonObject;
  /** What the chart draws when the spec names no data. */
  readonly data: ChartTable;
  /** Other tables that `data: {name: …}` may name. */
  readonly tables?: readonly ChartTable[];
  /** From `parseChartSpec`: lets problems name the line. */
  readonly locate?: Locate;
  /** `css` unless said otherwise. */
  readonly theme?: ChartTheme;
  /** Of the whole chart, in pixels. */
  readonly width?: number;
}

/** A checked and completed chart that only Vega is still to draw. */
export interface PreparedChart extends ChartText {
  readonly spec: JsonObject;
  readonly config: JsonObject;
  /** Whether axes and legend are to fit into the spec's width. */
  readonly fitsWidth: boolean;
  readonly tables: ReadonlyMap<string, Record<string, unknown>[]>;
  /** The dataset of the chart's own table, and how its columns are read. */
  readonly main: {
    readonly name: string;
    readonly readings: ReadonlyMap<number, Reading>;
    /** Fields that place marks of its rows. */
    readonly places: readonly Placing[];
  };
  /** Rows of the chart's own table. */
  readonly rows: number;
  /** What the reader should know about the drawing, sentence by sentence. */
  readonly notes: readonly string[];
}

/** Pixels, where the caller does not say. */
export const defaultWidth = 640;

/**
 * Checks a spec against its data and completes it: types, titles, formats, sizes, colours.
 *
 * @throws ProblemError `chart_spec` with the line, or the path, of what cannot be drawn
 */
export function prepareChart(request: ChartRequest): PreparedChart {
  const { data: main, theme = "css", width = defaultWidth } = request;
  const refuse = refuseWith(request.locate);
  vetSpec(request.spec, refuse);
  const spec = structuredClone(request.spec);
  delete spec["$schema"];
  const data = new ChartData(main, request.tables ?? [], refuse);
  const views = readViews(spec, data, (name, scope, path) =>
    checkTransformField(name, scope, path, refuse),
  );
  if (views.length === 0) refuse([], "The chart has no mark.", "Add one, for example mark: bar.");
  checkUses(views, refuse);

  const untitled = untitledLayers(views);
  const readings = completeFields(views, main.currency);
  const read = new Map<ChartTable, ReadTable>();
  const tables = new Map<string, Record<string, unknown>[]>();
  const times = new Set<string>();
  for (const [name, table] of data.used) {
    const columns = readings.get(table) ?? new Map();
    const result = readTable(table, columns);
    read.set(table, result);
    tables.set(name, result.rows);
    table.columns.forEach(
      (column, index) => columns.get(index) === "time" && times.add(column.name),
    );
  }
  refuseUnreadable(views, read, refuse);
  utcFilters(spec, times);
  addTooltips(views, main.currency);
  shareTitles(untitled);

  const series = countSeries(views);
  const places = placings(views);
  const rows = main.total ?? main.rows.length;
  const text = describeChart(spec, views, main);
  const fitsWidth = layOut(spec, views, width);
  return {
    ...text,
    spec,
    fitsWidth,
    config: chartConfig(
      themeSignals(theme, series),
      Math.max(...[...tables.values()].map((table) => table.length), main.total ?? 0),
    ),
    tables,
    main: {
      name: [...data.used].find(([, table]) => table === main)?.[0] ?? "",
      readings: readings.get(main) ?? new Map<number, Reading>(),
      places: places.filter(({ table }) => table === main),
    },
    rows,
    notes: [...unreadableNotes(read), ...missingNotes(places, read), ...seriesNote(series)],
  };
}

/** A column drawn as numbers or times that holds neither is a mistake in the spec, not in the data. */
function refuseUnreadable(
  views: readonly UnitView[],
  read: ReadonlyMap<ChartTable, ReadTable>,
  refuse: Refuse,
): void {
  for (const use of views.flatMap((view) => view.uses)) {
    const table = use.scope.table;
    const found = fieldOf(use);
    const column = found?.info.column;
    if (!table || column === undefined) continue;
    const bad = read.get(table)?.unreadable.get(column);
    const present = table.rows.filter(
      (row) => row[column] !== null && row[column] !== undefined,
    ).length;
    if (!bad || bad.count < present) continue;
    refuse(
      use.path,
      `The column "${found?.name ?? ""}" holds text such as "${bad.sample}", not what this type draws.`,
      "Use type: nominal, or convert the column in the SQL cell.",
    );
  }
}

function unreadableNotes(read: ReadonlyMap<ChartTable, ReadTable>): string[] {
  return [...read].flatMap(([table, { unreadable }]) =>
    // Of a table in the engine, text that would have to be read goes another way or is refused.
    [...(table.total === undefined ? unreadable : [])].map(
      ([column, { count, sample }]) =>
        `${formatNumber(count, "count")} values of ${table.columns[column]?.name ?? ""} cannot be read, such as “${sample}”.`,
    ),
  );
}
