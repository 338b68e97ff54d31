import type { Callable } from "../metrics/metric.ts";
import type { FindingsOutput } from "../protocol/findings.ts";
import type { CellOutput } from "../protocol/output.ts";
import type { CodeContext } from "./code-context.ts";
import { runChart } from "./chart-cell.ts";
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
    const idPrefix = `chart-${all.indexOf(planned) + 1}-`;
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
  { session, hashes, setup, keep }: CodeContext,
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
  if (view === "findings") return [findingsView(result)];
  if (view === "kpi") return [kpiTiles(result, targets, sql.custom)];
  const kept = isKept ? { table: name ?? table, columns: result.columns, rollUps } : null;
  return [await tableOutput(session, name, result, kept, { attributes: cell.attributes, keep })];
}
