import { arrowStream } from "../arrow/arrow-stream.ts";
import { meaningsIn } from "../arrow/column-meanings.ts";
import { metricByName } from "../metrics/catalogue.ts";
import { engineNamesQuery } from "../metrics/macros.ts";
import type { CellOutput } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Parameters } from "../session/parameters.ts";
import type { CellCode } from "../typescript/cell-code.ts";
import { isProblem, readCell } from "../typescript/cell-code.ts";
import type { Shown } from "../typescript/messages.ts";
import { tableOfArrow } from "./arrow-table.ts";
import { runChart } from "./chart-cell.ts";
import type { CodeContext } from "./code-context.ts";
import { dropTable, keepResult, unnamedTable } from "./kept-results.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { definerOf } from "./plan-cells.ts";
import { isEarlier, namesInSql, refuseLater } from "./result-names.ts";
import { notUpToDate } from "./results.ts";
import type { SqlContext } from "./sql-cell.ts";
import { isOneQuery } from "./sql-cell.ts";
import { tableOutput } from "./table-output.ts";

/** Runs a TypeScript cell, and publishes what it exports to the cells below it. */
export async function runTypescript(
  planned: PlannedCell,
  all: readonly PlannedCell[],
  sql: SqlContext,
  context: CodeContext,
): Promise<readonly CellOutput[]> {
  const { session, hashes, scripts, signal } = context;
  const code = readCell(planned.cell.text);
  if (isProblem(code)) throw new ProblemError(code);
  await refuseTakenColumns(code, sql, context);
  const index = all.indexOf(planned);
  await dropTable(session, unnamedTable(index));
  const hash = await hashes.of(index);
  const given = await givenTo(code, planned, all, context);
  let text = "";
  const made = await scripts.run(
    code,
    { hash, given, parameters: sql.parameters },
    {
      query: (statement, parameters) =>
        scripts.explaining(() => query(statement, parameters, planned, all, sql)),
      printed: (printed) => {
        text = printed;
        context.printed?.(printed);
      },
      signal,
    },
  );
  for (const { name, table } of made.exports) {
    if (!table) continue;
    const kept = unnamedTable(index);
    const result = await tableOfArrow(session, kept, table, signal);
    await keepResult(session, { table: kept, name, hash }, result);
  }
  const printed: CellOutput[] = text === "" ? [] : [{ kind: "text", text }];
  return [...printed, ...(await show(made.shown, planned, index, sql, context))];
}

async function show(
  shown: Shown | null,
  { cell }: PlannedCell,
  index: number,
  { tables }: SqlContext,
  { session, keep, isLive, signal }: CodeContext,
): Promise<readonly CellOutput[]> {
  const table = unnamedTable(index);
  switch (shown?.kind) {
    case undefined:
      return [];
    case "text":
      return [shown];
    case "table": {
      const result = await tableOfArrow(session, table, shown.table, signal);
      const kept = { table, columns: result.columns };
      const { attributes } = cell;
      return [await tableOutput(session, null, result, kept, { attributes, keep })];
    }
    case "chart": {
      const { spec, data } = shown;
      const idPrefix = `chart-${index + 1}-`;
      if (data instanceof Uint8Array) {
        const { columns, currency } = await tableOfArrow(session, table, data, signal);
        tables.add({ name: table, columns, currency });
      }
      const name = data instanceof Uint8Array ? table : data;
      return [await runChart(spec, name, { session, tables, idPrefix, isLive })];
    }
  }
}

/** The exports of other cells that it uses, which have to be there as they would be made now. */
async function givenTo(
  { uses }: CellCode,
  planned: PlannedCell,
  all: readonly PlannedCell[],
  { hashes, scripts }: CodeContext,
): Promise<readonly string[]> {
  const given: string[] = [];
  for (const name of uses) {
    const definer = definerOf(all, name);
    const cell = all[definer];
    // JavaScript's names have their capitals, and a SQL cell's result is no variable.
    if (cell?.cell.language !== "ts" || !cell.defines.includes(name)) continue;
    isEarlier(name, definer, planned, all);
    if (scripts.exported(name) !== (await hashes.of(definer))) throw notUpToDate(name, cell.where);
    given.push(name);
  }
  return given;
}

/** One query of the cell's, over the tables that a SQL cell in its place could read. */
async function query(
  statement: string,
  parameters: Parameters,
  planned: PlannedCell,
  all: readonly PlannedCell[],
  sql: SqlContext,
): Promise<Uint8Array> {
  const { session, parser, tables, custom } = sql;
  if (!isOneQuery(statement))
    throw new ProblemError({
      code: "statement_refused",
      message: "sql() runs one query, and this text is none, or more than one",
      next: "Write what changes tables into a SQL cell, or export a table.",
    });
  refuseLater(await namesInSql(statement, parser), planned, all, sql);
  const metric = (name: string) => metricByName(name) ?? custom.get(name.toLowerCase());
  const result = await session.stream(statement, parameters);
  const meanings = await meaningsIn(statement, result.columns, { tables, parser, metric });
  const pieces: Uint8Array[] = [];
  for await (const piece of arrowStream(result, meanings)) pieces.push(piece);
  return joined(pieces);
}

/** In memory of their own, which can be handed to another thread as it is. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** A macro would silently take the place of a function of the engine's. */
async function refuseTakenColumns(
  { columns }: CellCode,
  { parser }: SqlContext,
  { setup }: CodeContext,
): Promise<void> {
  if (columns.length === 0) return;
  const engine = await parser.names(engineNamesQuery);
  const loaded = new Set(
    setup.loads.flatMap((report) => report.columns.map(({ id }) => id.toLowerCase())),
  );
  for (const id of columns) {
    const key = id.toLowerCase();
    const holder = engine.has(key)
      ? "a name of SQL's own"
      : loaded.has(key)
        ? "a loaded column"
        : "";
    if (holder !== "")
      throw new ProblemError({
        code: "name_taken",
        message: `The column “${id}” cannot be defined: that is ${holder}`,
        next: "Give it another name.",
      });
  }
}
