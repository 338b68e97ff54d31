import { parseChartSpec } from "../chart/parse-spec.ts";
import type { ChartOutput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { ChartView } from "../plugins/plugin.ts";
import type { ChartContext } from "./chart-cell.ts";
import { drawChart } from "./chart-cell.ts";
import type { KnownTable } from "./results.ts";

/**
 * A result as a plugin's view draws it.
 *
 * @throws ProblemError `view_shape` for a result that lacks a column; of a chart, naming view and plugin
 */
export async function chartView(
  view: ChartView & { readonly plugin: string },
  result: KnownTable,
  context: Omit<ChartContext, "tables">,
): Promise<ChartOutput> {
  const { name, plugin, inputs, chart } = view;
  const names = new Set(result.columns.map((column) => column.name));
  const missing = Object.keys(inputs).filter((input) => !names.has(input));
  if (missing.length > 0)
    throw new ProblemError({
      code: "view_shape",
      message: `The view “${name}” needs ${missing.map((input) => `“${input}”`).join(", ")}, which this result lacks`,
      next: `It draws results with ${Object.keys(inputs).join(", ")}. Or leave view=${name} out.`,
    });
  try {
    return await drawChart(parseChartSpec(JSON.stringify(chart)), result, context);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== "chart_spec") throw error;
    // Lines and characters are those of the plugin's spec, not of the cell.
    const { place: _, ...problem } = error.problem;
    const message = `The view “${name}” of the plugin “${plugin}”: ${problem.message}`;
    throw new ProblemError({ ...problem, message }, { cause: error });
  }
}
