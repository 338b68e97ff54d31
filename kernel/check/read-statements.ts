import { endsInQuery } from "../cells/sql-cell.ts";
import type { PlannedCell } from "../cells/plan-cells.ts";
import type { Metric } from "../metrics/metric.ts";
import { readWhole, type Names, type TableColumn } from "../query/query-columns.ts";
import { parseTree, type ParseSql } from "../query/read-tree.ts";
import { calledFunctions, namedColumns, referencedTables } from "../query/references.ts";
import type { Columns } from "../query/scope.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import type { SourceFacts } from "./source-facts.ts";
import type { CheckedStatement } from "./statement.ts";

export interface ReadContext {
  readonly sources: readonly SourceFacts[];
  readonly metric: (name: string) => Metric | undefined;
  readonly parse: ParseSql;
}

export interface ReadNotebook {
  readonly statements: readonly CheckedStatement[];
  readonly unread: readonly { readonly cell: PlannedCell; readonly because: string }[];
}

interface Result {
  readonly columns: Columns;
  readonly sources: readonly SourceFacts[];
}

/** The queries of all SQL cells, each with what its columns measure: results are followed from cell to cell. */
export async function readStatements(
  cells: readonly PlannedCell[],
  context: ReadContext,
): Promise<ReadNotebook> {
  const results = new Map<string, Result>();
  const statements: CheckedStatement[] = [];
  const unread: { cell: PlannedCell; because: string }[] = [];
  for (const cell of cells) {
    if (cell.cell.kind !== "code" || cell.cell.language !== "sql") continue;
    const read = await readCell(cell, results, context);
    statements.push(...read.statements);
    if (read.because !== null) unread.push({ cell, because: read.because });
    const last = read.statements.at(-1);
    if (cell.name === null || !last?.isResult) continue;
    results.set(cell.name.toLowerCase(), {
      columns: last.read.columns,
      sources: distinct(last.tables.flatMap(({ sources }) => sources)),
    });
  }
  return { statements, unread };
}

async function readCell(
  cell: PlannedCell,
  results: ReadonlyMap<string, Result>,
  { sources, metric, parse }: ReadContext,
): Promise<{ readonly statements: readonly CheckedStatement[]; readonly because: string | null }> {
  const names: Names = {
    metric,
    table: (name) => columnsOf(name.toLowerCase(), results, sources),
  };
  const written = splitStatements(cell.cell.text);
  const statements: CheckedStatement[] = [];
  let because: string | null = null;
  for (const { text, start, tokens } of written) {
    const tree = await parseTree(text, parse);
    const query = tree.kind === "tree" ? tree.statements[0] : undefined;
    if (tree.kind !== "tree" || !query) {
      because = tree.kind === "syntax" ? "it has a syntax error" : "it is no plain query";
      continue;
    }
    statements.push({
      cell,
      start,
      text,
      tokens,
      query,
      read: readWhole(query, names),
      tables: referencedTables(tree)
        .map((table) => ({ ...table, sources: sourcesOf(table.name, results, sources) }))
        .toSorted((a, b) => (a.byte ?? 0) - (b.byte ?? 0)),
      functions: calledFunctions(tree),
      columns: namedColumns(tree),
      isResult: start === written.at(-1)?.start && endsInQuery(text),
    });
  }
  return { statements, because };
}

function columnsOf(
  name: string,
  results: ReadonlyMap<string, Result>,
  sources: readonly SourceFacts[],
): readonly TableColumn[] | undefined {
  const result = results.get(name);
  if (!result) return sources.find((source) => source.name.toLowerCase() === name)?.columns;
  return result.columns?.map(({ name: column, quantity }) => ({
    // A name that the engine makes up can be written, but hardly is.
    name: column ?? "",
    unit: null,
    label: null,
    quantity,
  }));
}

function sourcesOf(
  name: string,
  results: ReadonlyMap<string, Result>,
  sources: readonly SourceFacts[],
): readonly SourceFacts[] {
  const key = name.toLowerCase();
  return results.get(key)?.sources ?? sources.filter((source) => source.name.toLowerCase() === key);
}

function distinct(sources: readonly SourceFacts[]): readonly SourceFacts[] {
  return [...new Set(sources)];
}
