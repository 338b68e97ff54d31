import type { Kernel } from "../kernel.ts";
import type { LoadRequest } from "../load/load.ts";
import type { LoadProgress } from "../load/progress.ts";
import { catalogue } from "../metrics/catalogue.ts";
import { engineNamesQuery } from "../metrics/macros.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Notebook } from "../notebook/cell.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import type { CellOutput, ShownParameter } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import { customMetrics } from "../query/custom-columns.ts";
import { parseTree } from "../query/read-tree.ts";
import { referencedTables } from "../query/references.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { runChart } from "./chart-cell.ts";
import { kpiTiles } from "./kpi-tiles.ts";
import { useParameters } from "./parameters.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { planCells } from "./plan-cells.ts";
import { KnownTables, sourceTable } from "./results.ts";
import { loadRequests, readSettings, setupPlace } from "./setup.ts";
import type { SqlContext } from "./sql-cell.ts";
import { runSql } from "./sql-cell.ts";

export interface NotebookRun {
  readonly notebook: Notebook;
  /** Path of the notebook: sources are relative to it, messages name it. */
  readonly path: string;
  /** Paths that replace those of the notebook, by source. */
  readonly sources: ReadonlyMap<string, string>;
  /** Texts that replace the defaults, by parameter. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly signal?: AbortSignal;
  readonly progress?: (what: string, progress: LoadProgress) => void;
}

export interface RunCell extends PlannedCell {
  readonly outputs: readonly CellOutput[];
}

export interface FinishedRun {
  readonly title: string | null;
  readonly cells: readonly RunCell[];
  readonly loads: readonly LoadReport[];
  readonly parameters: readonly ShownParameter[];
}

/**
 * Runs a notebook from top to bottom, stopping at the first cell that fails.
 *
 * @throws ProblemError of that cell, with file, cell, line and character
 */
export async function runNotebook(run: NotebookRun, kernel: Kernel): Promise<FinishedRun> {
  const settings = readSettings(run.notebook, run.path);
  const parameters = useParameters(settings?.params ?? [], run.parameters);
  const parser = await SqlParser.open();
  try {
    const requests = loadRequests(settings, run.path, run.sources);
    const loads = await load(requests, run, kernel);
    const custom = await ownMetrics(settings, loads, parser, run.path);
    kernel.define([...custom.values()]);
    const cells = planCells(run.notebook, takenNames(loads, custom), run.path);
    const tables = new KnownTables();
    for (const report of loads) tables.add(sourceTable(report));

    const context: SqlContext = {
      session: await kernel.session(),
      parser,
      tables,
      parameters: parameters.values,
      custom,
    };
    const targets = new Map(settings?.targets.map(({ name, value }) => [name, value]));
    const finished: RunCell[] = [];
    for (const cell of cells) {
      run.signal?.throwIfAborted();
      const outputs = await runCell(cell, cells, context, targets, finished.length).catch(
        (error: unknown) => {
          throw inCell(error, cell, run.path);
        },
      );
      finished.push({
        ...cell,
        outputs:
          cell.cell.kind === "setup"
            ? [{ kind: "load", reports: loads, parameters: parameters.shown }]
            : outputs,
      });
    }
    return { title: settings?.title ?? null, cells: finished, loads, parameters: parameters.shown };
  } finally {
    parser.close();
  }
}

async function load(
  requests: readonly LoadRequest[],
  { path, signal, progress }: NotebookRun,
  kernel: Kernel,
): Promise<LoadReport[]> {
  const loads: LoadReport[] = [];
  for (const request of requests) {
    const { report } = await kernel
      .load(request, {
        ...(signal ? { signal } : {}),
        ...(progress ? { progress: (state) => progress(request.path, state) } : {}),
      })
      .catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        const place = setupPlace(path, error.problem.place);
        throw new ProblemError(
          { ...error.problem, place: { ...place, ...error.problem.place } },
          { cause: error },
        );
      });
    loads.push(report);
  }
  return loads;
}

async function ownMetrics(
  settings: FrontMatter | null,
  loads: readonly LoadReport[],
  parser: SqlParser,
  path: string,
): Promise<ReadonlyMap<string, Metric>> {
  const definitions = Object.fromEntries(
    (settings?.columns ?? []).map(({ name, formula, unit, label }) => [
      name,
      { formula, ...(unit === null ? {} : { unit }), ...(label === null ? {} : { label }) },
    ]),
  );
  const metrics = await customMetrics(definitions, {
    parse: parser.parse,
    columns: loads.flatMap(({ columns }) => columns.map(({ id, unit }) => ({ name: id, unit }))),
    engineNames: await parser.names(engineNamesQuery),
  }).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError(
      { ...error.problem, place: setupPlace(path, error.problem.place) },
      { cause: error },
    );
  });
  return new Map(metrics.map((metric) => [metric.name.toLowerCase(), metric]));
}

/** Names that a result cannot have, with what they are. */
function takenNames(
  loads: readonly LoadReport[],
  custom: ReadonlyMap<string, Metric>,
): ReadonlyMap<string, string> {
  return new Map([
    ...catalogue.map(({ name }) => [name.toLowerCase(), "a metric"] as const),
    ...[...custom.keys()].map((name) => [name, "a column of this notebook"] as const),
    ...loads.map(({ name }) => [name.toLowerCase(), "a source"] as const),
  ]);
}

async function runCell(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  context: SqlContext,
  targets: ReadonlyMap<string, number>,
  index: number,
): Promise<readonly CellOutput[]> {
  const { cell, name, data, view } = planned;
  if (cell.kind !== "code") return [];
  if (cell.language === "vega-lite")
    return [await runChart(cell.text, data, `chart-${index + 1}-`, context)];

  await refuseLaterNames(planned, all, context);
  const table = await runSql(cell.text, name ?? `__cell_${index + 1}`, context);
  if (!table) return [];
  if (name !== null) context.tables.add({ name, columns: table.columns, currency: table.currency });
  return view === "kpi"
    ? [kpiTiles(table, targets, context.custom)]
    : [{ kind: "table", name, table }];
}

/** A name that a later cell defines is a mistake in the order of the cells, not an unknown table. */
async function refuseLaterNames(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { parser, tables }: SqlContext,
): Promise<void> {
  const tree = await parseTree(planned.cell.text, parser.parse);
  if (tree.kind !== "tree") return;
  for (const { name } of referencedTables(tree)) {
    if (tables.get(name)) continue;
    const later = all.find((other) => other.name?.toLowerCase() === name.toLowerCase());
    if (!later) continue;
    throw new ProblemError({
      code: "used_before_defined",
      message:
        later === planned
          ? `The cell “${planned.label}” uses its own result`
          : `“${name}” is used before the cell that defines it (line ${later.firstLine - 1})`,
      next: later === planned ? "Give the result another name." : "Move that cell above this one.",
    });
  }
}

/** The problem with the place in the file instead of the place in the cell. */
function inCell(error: unknown, { label, firstLine }: PlannedCell, file: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  const { line } = error.problem.place ?? {};
  return new ProblemError(
    {
      ...error.problem,
      place: {
        ...error.problem.place,
        file,
        cell: label,
        line: line === undefined ? firstLine - 1 : firstLine + line - 1,
      },
    },
    { cause: error },
  );
}
