/** What a program gets from `import … from "campaign-notebook"`. */

export { catalogue, families, metricById, metricByName } from "./metrics/catalogue.ts";
export { columnById, columns, type Column } from "./metrics/columns.ts";
export { compute, computeMetric, type Values } from "./metrics/compute.ts";
export {
  computeColumn,
  computeColumns,
  type Columns,
  type Numbers,
} from "./metrics/compute-columns.ts";
export { previousPeriod, sameWeekday } from "./metrics/date-functions.ts";
export { describeMetric, describeMetrics } from "./metrics/describe.ts";
export { labelOf, type LabelLanguage } from "./metrics/label.ts";
export { defineMetric, parameters, type Metric } from "./metrics/metric.ts";
export { minus, plus, ratio, times, type Expression } from "./metrics/expression.ts";
export { notComputed, type NotComputed } from "./metrics/not-computed.ts";
export {
  definePlugin,
  pluginContract,
  type ChartView,
  type Plugin,
  type PluginColumn,
  type PluginDiagnosis,
  type PluginMetric,
  type Template,
} from "./plugins/plugin.ts";
export type { ExportColumn, ExportDefinition } from "./load/exports/definition.ts";
export { ProblemError, type Problem } from "./protocol/problem.ts";
export type { NumberUnit, Unit } from "./protocol/unit.ts";
