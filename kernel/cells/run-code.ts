import type { Callable } from "../metrics/metric.ts";
import type { FindingsOutput } from "../protocol/findings.ts";
import type { CellOutput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { CodeContext } from "./code-context.ts";
import { runChart } from "./chart-cell.ts";
import { chartView } from "./chart-view.ts";
import { runDiagnosis } from "./diagnose-cell.ts";
import { findingsTable } from "./findings-table.ts";
import { findingsView } from "./findings-view.ts";
import { dropTable, keepResult, syncResults, unnamedTable } from "./kept-results.ts";
import { kpiTiles } from "./kpi-tiles.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { columnHashes } from "./input-hashes.ts";
import type { KnownTables } from "./results.ts";
import { noResult, refuseLaterNames } from "./result-names.ts";
import type { SqlContext } from "./sql-cell.ts";
import { endsInQuery, runSql } from "./sql-cell.ts";
import { tableOutput } from "./table-output.ts";
import { runTypescript } from "./ts-cell.ts";

/**
 * Runs a code cell by its language, over the named results as they are now.
 *
 * @throws ProblemError whose line and character count in the cell
 */
export async function runCode(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  context: CodeContext,
): Promise<readonly CellOutput[]> {
  const { setup, session, parser, hashes, isLive, scripts } = context;
  const { cell, data } = planned;
  const tables = await syncResults(session, all, hashes, setup.loads);
  const { parameters } = setup;
  const columns = await scripts.sync(session, columnHashes(all, hashes));
  const custom = new Map<string, Callable>([...setup.custom, ...columns]);
  const sql = { session, parser, tables, parameters: parameters.values, custom };
  await refuseLaterNames(planned, all, sql);
  if (cell.language === "vega-lite") {
    const idPrefix = chartPrefix(all.indexOf(planned));
    return [await runChart(cell.text, data, { session, tables, idPrefix, isLive })];
  }
  if (cell.language === "diagnose") return [await runRules(planned, all, tables, context)];
  if (cell.language === "ts") return runTypescript(planned, all, sql, context);
  return scripts.explaining(() => runQuery(planned, all, sql, context));
}

async function runRules(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  tables: KnownTables,
  { setup, session, hashes }: CodeContext,
): Promise<FindingsOutput> {
  const { cell, name } = planned;
  const output = await runDiagnosis(cell.text, { session, tables, setup });
  if (name === null) return output;
  const index = all.indexOf(planned);
  const table = unnamedTable(index);
  const listed = await findingsTable(session, table, output);
  await keepResult(session, { table, name, hash: await hashes.of(index) }, listed);
  return output;
}

async function runQuery(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  sql: SqlContext,
  { session, hashes, setup, keep, isLive }: CodeContext,
): Promise<readonly CellOutput[]> {
  const { cell, name, view } = planned;
  if (name !== null && !endsInQuery(cell.text)) throw noResult(name);
  const index = all.indexOf(planned);
  const hash = await hashes.of(index);
  const table = unnamedTable(index);
  // What stands there was made by the cell as it was, or by another one that stood here.
  await dropTable(session, table);
  const ran = await runSql(cell.text, table, sql);
  if (!ran) return [];
  const { result, isKept, rollUps } = ran;
  if (name !== null) await keepResult(session, { table, name, hash }, result);
  const targets = new Map(setup.settings?.targets.map((target) => [target.name, target.value]));
  if (view.toLowerCase() === "findings") return [findingsView(result)];
  if (view.toLowerCase() === "kpi") return [kpiTiles(result, targets, sql.custom)];
  const drawn = setup.views.get(view.toLowerCase());
  if (drawn?.chart) {
    if (!isKept) throw notKept(view);
    const shown = { name: name ?? table, columns: result.columns, currency: result.currency };
    return [await chartView(drawn, shown, { session, isLive, idPrefix: chartPrefix(index) })];
  }
  const kept = isKept ? { table: name ?? table, columns: result.columns, rollUps } : null;
  return [await tableOutput(session, name, result, kept, { attributes: cell.attributes, keep })];
}

/** Goes before every id of the drawing, so that no two of a report are one. */
function chartPrefix(index: number): string {
  return `chart-${index + 1}-`;
}

function notKept(view: string): ProblemError {
  return new ProblemError({
    code: "view_shape",
    message: `The view “${view}” draws what a query gives, and this cell ends in another statement`,
    next: `End it with SELECT or FROM, or leave view=${view} out.`,
  });
}
