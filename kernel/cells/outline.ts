import { describeColumn, describeMetric } from "../metrics/describe.ts";
import type { Callable } from "../metrics/metric.ts";
import type { Outline, OutlineTable } from "../protocol/outline.ts";
import type { Session } from "../session/session.ts";
import { identifier, readableIdentifier } from "../sql.ts";
import type { InputHashes } from "./input-hashes.ts";
import { keptResults } from "./kept-results.ts";
import type { Setup } from "./setup.ts";
import type { PlannedCell } from "./plan-cells.ts";
import { definerOf } from "./plan-cells.ts";
import type { KnownTable } from "./results.ts";
import { sourceTable } from "./results.ts";

export const emptyOutline: Outline = { sources: [], results: [], metrics: [] };

/** What the cells can name now: the sources of the setup, the named results that are up to date. */
export async function outlineOf(
  { loads, custom, reserved, columns: computed }: Setup & { readonly columns: readonly Callable[] },
  cells: readonly PlannedCell[],
  hashes: InputHashes,
  session: Session,
): Promise<Outline> {
  const sql = (name: string): string => readableIdentifier(name, reserved);
  const tableOf = (
    { name, columns }: KnownTable,
    rows: number,
    headers: ReadonlyMap<string, string> = new Map(),
  ): OutlineTable => ({
    name,
    sql: sql(name),
    rows,
    columns: columns.map((column) => ({
      ...column,
      sql: sql(column.name),
      header: headers.get(column.name) ?? null,
    })),
  });
  const sources = loads.map((report): OutlineTable => {
    const headers = new Map(report.columns.map(({ id, header }) => [id, header]));
    return tableOf(sourceTable(report), report.rows.loaded, headers);
  });
  const results: OutlineTable[] = [];
  for (const { table, isCurrent } of await keptResults(session, cells, hashes)) {
    if (!isCurrent) continue;
    results.push(tableOf(table, await countRows(session, table.name)));
  }
  return {
    sources,
    results: results.toSorted((a, b) => definerOf(cells, a.name) - definerOf(cells, b.name)),
    metrics: [
      ...[...custom.values()].map((metric) => describeMetric(metric, "This notebook")),
      ...computed.map((column) => describeColumn(column, "This notebook")),
    ],
  };
}

export async function countRows(session: Session, table: string): Promise<number> {
  const { rows } = await session.run(
    `SELECT count(*) FROM ${identifier(table)}`,
    {},
    { trusted: true },
  );
  return Number(rows[0]?.[0]);
}
