import type { ExportedTable } from "../export/export-result.ts";
import type { OutputColumn } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import type { CellOutputs } from "./cell-outputs.ts";
import type { InputHashes } from "./input-hashes.ts";
import { keptResults } from "./kept-results.ts";
import { labelOf } from "./label.ts";
import { countRows } from "./outline.ts";
import type { PlannedCell } from "./plan-cells.ts";

/**
 * The table that holds a cell's whole result.
 *
 * @throws ProblemError `stale_result` where the cell has to run first, `no_result` where it has none
 */
export async function resultTable(
  index: number,
  cells: readonly PlannedCell[],
  hashes: InputHashes,
  { session, outputs }: { readonly session: Session; readonly outputs: CellOutputs },
): Promise<ExportedTable> {
  const planned = cells[index];
  if (!planned || !["sql", "ts"].includes(planned.cell.language)) throw noTable();
  const { name } = planned;
  if (name !== null) {
    const kept = (await keptResults(session, cells, hashes)).find(
      ({ table }) => table.name.toLowerCase() === name.toLowerCase(),
    );
    if (!kept?.isCurrent) throw toRun(planned);
    const { table } = kept;
    const total = await countRows(session, table.name);
    const { columns, currency } = table;
    return { table: table.name, name, columns, currency, total };
  }
  const shown = await outputs.of(index, planned, hashes);
  if (shown?.outputs.length === 0) throw noTable();
  const columns = shown?.ownsTable ? await columnsOf(session, shown.table) : [];
  if (!shown || columns.length === 0) throw toRun(planned);
  const described = shown.outputs.flatMap((output) =>
    output.kind === "table" ? [output.table] : [],
  )[0];
  const total = await countRows(session, shown.table);
  return {
    table: shown.table,
    name: `Cell ${index + 1}`,
    columns: described?.columns.length === columns.length ? described.columns : columns,
    currency: described?.currency ?? null,
    total,
  };
}

/** Empty where the table is gone, as after the setup ran again. */
async function columnsOf(session: Session, table: string): Promise<OutputColumn[]> {
  const { rows } = await session.run(
    `SELECT column_name, data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = 'main'
       AND table_name = $table ORDER BY column_index`,
    { table },
    { trusted: true },
  );
  return rows.flatMap(([name, type]) =>
    typeof name === "string" && typeof type === "string"
      ? [{ name, label: labelOf(name), unit: null, type }]
      : [],
  );
}

function toRun({ label }: PlannedCell): ProblemError {
  return new ProblemError({
    code: "stale_result",
    message: `The result of cell ${label} is not up to date, or not there`,
    next: "Run the cell, then export.",
  });
}

function noTable(): ProblemError {
  return new ProblemError({
    code: "no_result",
    message: "This cell has no rows to export",
    next: "Choose a cell that shows a table.",
  });
}
