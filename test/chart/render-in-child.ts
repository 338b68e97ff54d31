// Bundled and run by bundle.test.ts under several time zones; an unhandled rejection ends it.
import { parseChartSpec } from "../../kernel/chart/parse-spec.ts";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import { ads, daily } from "./tables.ts";

const specs: readonly [string, typeof ads][] = [
  [
    "{mark: bar, encoding: {x: {timeUnit: yearmonth, field: date}, y: {aggregate: sum, field: cost}}}",
    daily,
  ],
  [
    "{mark: line, encoding: {x: {timeUnit: week, field: date}, y: {aggregate: mean, field: cost}}}",
    daily,
  ],
  [
    "{mark: rect, encoding: {x: {timeUnit: hours, field: date, type: ordinal}, y: {timeUnit: day, field: date, type: ordinal}, color: {aggregate: count}}}",
    daily,
  ],
  [
    "{transform: [{filter: {field: date, timeUnit: yearmonth, equal: {year: 2024, month: 1}}}], mark: point, encoding: {x: {field: date}, y: {field: cost}, tooltip: {field: date}}}",
    daily,
  ],
  [
    "{transform: [{calculate: \"timeFormat(datum.date, '%Y-%m-%d %H') + day(datum.date)\", as: t}], mark: text, encoding: {x: {field: date}, text: {field: t, type: nominal}}}",
    daily,
  ],
  [
    "{mark: {type: errorband, extent: ci}, encoding: {x: {timeUnit: yearmonth, field: date}, y: {field: cost}}}",
    daily,
  ],
  ["{transform: [{sample: 5}], mark: point, encoding: {x: {field: ctr}, y: {field: cvr}}}", ads],
  [
    "{mark: bar, encoding: {x: {field: cost, scale: {domain: [0, 9000]}}, y: {field: ad_id, sort: '-x'}}}",
    ads,
  ],
  [
    "{mark: line, encoding: {x: {field: date, scale: {domain: ['2024-01-05', '2024-02-05']}}, y: {field: cost}}}",
    daily,
  ],
];

async function main(): Promise<void> {
  const loadedBefore = Object.keys(require.cache).some((file) => file.endsWith("chart.cjs"));
  const charts: string[] = [];
  for (const [text, data] of specs) {
    const { svg, notes } = await renderChart({ ...parseChartSpec(text), data });
    charts.push(`${svg}${notes.join("\n")}`);
  }
  process.stdout.write(JSON.stringify({ loadedBefore, charts }));
}

void main();
