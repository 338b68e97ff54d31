import { readTableView } from "../notebook/table-view.ts";
import type { KeptTable } from "../paging/kept-table.ts";
import { hasRowNumbers } from "../paging/kept-table.ts";
import { readStart } from "../paging/read-page.ts";
import type { OutputTable, TableOutput } from "../protocol/output.ts";
import { maxPageRows } from "../protocol/result-page.ts";
import type { Session } from "../session/session.ts";

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
  const plain: TableOutput = { kind: "table", name, table };
  const view = readTableView(cell.attributes);
  if (!kept || !hasRowNumbers(kept)) return plain;
  const result = cell.keep ? { result: cell.keep(kept) } : {};
  if (!view) return { ...plain, ...result };
  const start = { offset: 0, count: maxPageRows };
  const { rows, total, of } = await readStart(session, kept, view, start);
  return {
    ...plain,
    ...result,
    table: { ...table, rows, total },
    view,
    ...(of === total ? {} : { unfiltered: of }),
  };
}
