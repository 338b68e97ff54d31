import { metricByName } from "../metrics/catalogue.ts";
import type { Callable } from "../metrics/metric.ts";
import type { OutputTable } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import { isNode, nodesOf, textOf } from "../query/engine-json.ts";
import { parseTree } from "../query/read-tree.ts";
import type { RollUp } from "../query/roll-ups.ts";
import { rollUps } from "../query/roll-ups.ts";
import { resultColumns } from "../query/result-units.ts";
import type { ResultColumn } from "../query/result-units.ts";
import type { SyntaxFailure, SyntaxTree } from "../query/syntax-tree.ts";
import type { Parameters } from "../session/parameters.ts";
import type { Session } from "../session/session.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import type { SqlStatement } from "../language/sql-tokens.ts";
import type { Value } from "../session/values.ts";
import { rowsOf } from "../session/values.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import { readStatement } from "../session/statement-grammar.ts";
import { placeAt } from "../session/text-position.ts";
import { identifier } from "../sql.ts";
import { labelOf } from "./label.ts";
import { explainMissing } from "./missing-column.ts";
import { outputValue } from "./output-value.ts";
import type { KnownTables } from "./results.ts";

/** Rows that an output carries; the rest stays in the engine. */
const shownRows = 200;

export interface SqlContext {
  readonly session: Session;
  readonly parser: SqlParser;
  readonly tables: KnownTables;
  readonly parameters: Parameters;
  /** The notebook's own metrics and columns, beside the built-in metrics. */
  readonly custom: ReadonlyMap<string, Callable>;
}

export interface RanSql {
  readonly result: OutputTable;
  /** Whether the table holds the rows, all of them. */
  readonly isKept: boolean;
  /** What each column is for several rows together. */
  readonly rollUps: readonly (RollUp | null)[];
}

/**
 * Runs a cell's statements and keeps the last one's rows as a table of the session, so that they can
 * be counted, shown in part and used again. Without an order of its own it is sorted by all columns:
 * the same input gives the same rows in the same places.
 *
 * @returns null where the last statement has no rows to show
 */
export async function runSql(
  sql: string,
  table: string,
  context: SqlContext,
): Promise<RanSql | null> {
  return runStatements(sql, table, context).catch(async (error: unknown) => {
    throw await explainMissing(error, sql, context.tables, context.parser.parse);
  });
}

async function runStatements(
  sql: string,
  table: string,
  context: SqlContext,
): Promise<RanSql | null> {
  const { session, parameters } = context;
  const statements = splitStatements(sql);
  const last = statements.at(-1);
  if (!last) return null;
  const tree = await parseTree(last.text, context.parser.parse);
  // What is no statement by itself is not wrapped either: "SELECT 1) UNION (SELECT 2" would become one.
  if (!isQuery(last) || tree.kind === "syntax") {
    const result = await counted(sql, context);
    if (result.columns.length === 0) return null;
    return {
      result: await asTable(result.columns, null, result, context),
      isKept: false,
      rollUps: [],
    };
  }
  const before = sql.slice(0, last.start);
  if (statements.length > 1) await session.run(before, parameters);

  const known = tree.kind === "tree" ? tree : null;
  if (known) await refuseDuplicates(last, sql, context);
  const order = orderAfter(tree);
  await session
    .run(
      `CREATE OR REPLACE TABLE ${identifier(table)} AS SELECT * FROM (\n${indent(before)}${last.text}\n)${order}`,
      parameters,
    )
    .catch((error: unknown) => {
      throw movedBack(error, last, sql);
    });
  const result = await session.run(`FROM ${identifier(table)} LIMIT ${shownRows}`);
  const [count] = (await session.run(`SELECT count(*) FROM ${identifier(table)}`)).rows;
  const shown = { ...result, total: Number(count?.[0]) };
  const described = await asTable(result.columns, known, shown, context);
  return { result: described, isKept: true, rollUps: certainRollUps(known, described, context) };
}

/** The first rows of a result that cannot be kept, and how many there are. */
async function counted(sql: string, { session, parameters }: SqlContext) {
  const { columns, chunks } = await session.stream(sql, parameters);
  const rows: Value[][] = [];
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.rowCount;
    if (rows.length < shownRows) rows.push(...rowsOf(chunk).slice(0, shownRows - rows.length));
  }
  return { columns, rows, total };
}

async function asTable(
  columns: readonly { readonly name: string; readonly type: string }[],
  tree: SyntaxTree | null,
  result: {
    readonly rows: Awaited<ReturnType<Session["run"]>>["rows"];
    readonly total: number;
  },
  { tables, custom }: SqlContext,
): Promise<OutputTable> {
  const described = resultColumns(
    tree,
    {
      table: (name) => tables.get(name)?.columns,
      metric: (name) => metricByName(name) ?? custom.get(name.toLowerCase()),
    },
    columns,
  );
  return {
    columns: described.map(({ name, unit, label }, index) => ({
      name,
      label: label ?? labelOf(name),
      unit,
      type: columns[index]?.type ?? "",
    })),
    rows: result.rows.map((row) => row.map(outputValue)),
    total: result.total,
    currency: currencyOf(described, tables),
  };
}

/** Money that may be in several currencies, with no column that tells them apart, has no sums. */
function certainRollUps(
  tree: SyntaxTree | null,
  { columns, currency }: OutputTable,
  { tables, custom }: SqlContext,
): readonly (RollUp | null)[] {
  const found = rollUps(tree, columns, {
    table: (name) => tables.get(name)?.columns,
    isSource: (name) => tables.get(name)?.isSource ?? false,
    metric: (name) => metricByName(name) ?? custom.get(name.toLowerCase()),
  });
  const isApart = columns.some(({ name }) => name === "currency");
  // A column in TypeScript may be gone when the table is looked at.
  const isCode = (rollUp: RollUp | null): boolean =>
    rollUp?.kind === "metric" && custom.get(rollUp.metric.toLowerCase())?.formula === null;
  if (currency !== null || isApart || !tables.hasSeveralCurrencies)
    return found.map((rollUp) => (isCode(rollUp) ? null : rollUp));
  return found.map(() => null);
}

/** The one currency of all money columns; null where there are several or none is certain. */
function currencyOf(columns: readonly ResultColumn[], tables: KnownTables): string | null {
  const money = columns.filter(({ unit }) => unit === "money");
  const currencies = new Set(
    money.flatMap(({ currencyFrom }) =>
      (currencyFrom ?? [""]).map((name) => tables.get(name)?.currency ?? null),
    ),
  );
  const [only = null] = currencies;
  return currencies.size === 1 ? only : null;
}

/** What a query is kept with, so that its rows have one order; nothing where it has an order or cannot be read. */
export function orderAfter(tree: SyntaxTree | SyntaxFailure): string {
  return tree.kind === "tree" && !isOrdered(tree) ? " ORDER BY ALL" : "";
}

function isOrdered(tree: SyntaxTree): boolean {
  const node = tree.raw.at(-1);
  return (
    isNode(node) &&
    nodesOf(node, "modifiers").some((modifier) => textOf(modifier, "type") === "ORDER_MODIFIER")
  );
}

/** Whether a cell ends in a query, whose result can have a name. */
export function endsInQuery(sql: string): boolean {
  const last = splitStatements(sql).at(-1);
  return last !== undefined && isQuery(last);
}

/** Whether a cell does nothing but read. */
export function isOneQuery(sql: string): boolean {
  return splitStatements(sql).length === 1 && endsInQuery(sql);
}

export function isQuery({ tokens }: SqlStatement): boolean {
  return readStatement(tokens).verb === "QUERY";
}

/** Spaces that put the statement's first line at the column that it has in the cell. */
function indent(before: string): string {
  return " ".repeat(before.length - (before.lastIndexOf("\n") + 1));
}

/** A place in the wrapped statement, which starts on its second line, as the place in the cell. */
function movedBack(error: unknown, { start }: SqlStatement, sql: string): unknown {
  const place = error instanceof ProblemError ? error.problem.place : undefined;
  if (!(error instanceof ProblemError) || place?.line === undefined) return error;
  const first = placeAt(sql, start);
  // On the wrapper's own line: known is only which statement it was.
  const moved = place.line === 1 ? first : { ...place, line: place.line - 2 + first.line };
  return new ProblemError({ ...error.problem, place: moved }, { cause: error });
}

/** The wrapper would give the second of two equal names another one, which nobody asked for. */
async function refuseDuplicates(
  statement: SqlStatement,
  sql: string,
  { session, parameters }: SqlContext,
): Promise<void> {
  const { rows } = await session
    .run(`DESCRIBE\n${indent(sql.slice(0, statement.start))}${statement.text}`, parameters)
    .catch((error: unknown) => {
      throw movedBack(error, statement, sql);
    });
  const seen = new Set<string>();
  for (const [name] of rows) {
    if (typeof name !== "string") continue;
    const key = name.toLowerCase();
    if (seen.has(key))
      throw new ProblemError({
        code: "name_taken",
        message: `Two columns of the result are called “${name}”`,
        place: placeAt(sql, statement.start),
        next: "Give one of them another name with AS, or name the columns you need instead of *.",
      });
    seen.add(key);
  }
}
