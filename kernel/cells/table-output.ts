import { readTableView } from "../notebook/table-view.ts";
import type { KeptTable } from "../paging/kept-table.ts";
import { hasRowNumbers } from "../paging/kept-table.ts";
import { keptLevels } from "../paging/level-sql.ts";
import { openLevel } from "../paging/open-level.ts";
import type { Position } from "../paging/read-page.ts";
import { readStart } from "../paging/read-page.ts";
import type { OutputTable, TableOutput } from "../protocol/output.ts";
import { maxPageRows } from "../protocol/result-page.ts";
import type { ResultPage } from "../protocol/result-page.ts";
import type { ResultView } from "../protocol/result-view.ts";
import type { Session } from "../session/session.ts";

/** The temporary table of the level that is shown, while it is read. */
const shownLevel = "__level_shown";

/**
 * A result as its cell shows it: the first rows of the view that the fence line asks for.
 *
 * @param kept  null where the rows are not kept, and so can neither be sorted nor asked for
 * @throws ProblemError `bad_arguments` for a view that cannot be read or does not fit the columns
 */
export async function tableOutput(
  session: Session,
  name: string | null,
  table: OutputTable,
  kept: KeptTable | null,
  cell: {
    readonly attributes: string;
    readonly keep?: ((kept: KeptTable) => string) | undefined;
  },
): Promise<TableOutput> {
  const rolledUp = kept && keptLevels(kept).length > 0 ? rolledUpColumns(kept) : null;
  const plain: TableOutput = { kind: "table", name, table, ...(rolledUp && { rolledUp }) };
  const written = readTableView(cell.attributes);
  // An order by a column that the query no longer has is none; a filter that no longer holds is an error.
  const has = (column: string): boolean => table.columns.some((each) => each.name === column);
  const view = written && { ...written, sort: written.sort.filter(({ column }) => has(column)) };
  if (!kept || !hasRowNumbers(kept)) return plain;
  const result = cell.keep ? { result: cell.keep(kept) } : {};
  if (!view) return { ...plain, ...result };
  const start = { offset: 0, count: maxPageRows };
  const { rows, total, of, level } = await firstPage(session, kept, view, start);
  return {
    ...plain,
    ...result,
    table: { ...table, rows, total },
    view,
    ...(level && { level }),
    ...(of === total ? {} : { unfiltered: of }),
  };
}

async function firstPage(
  session: Session,
  kept: KeptTable,
  view: ResultView,
  start: Position,
): Promise<ResultPage> {
  const { level: place, filters, sort } = view;
  if (!place) return readStart(session, kept, view, start);
  const level = await openLevel(session, kept, { place, filters }, shownLevel);
  const page = level.rows
    ? await readStart(session, level.rows, { sort, filters: [] }, start)
    : await readStart(session, kept, { sort, filters: level.filters }, start);
  return { ...page, of: level.of, level: level.facts };
}

function rolledUpColumns({ columns, rollUps = [] }: KeptTable): string[] {
  return columns.flatMap(({ name }, index) => (rollUps[index] ? name : []));
}
