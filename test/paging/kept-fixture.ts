import type { OutputColumn, OutputValue } from "../../kernel/protocol/output.ts";
import { ResultTables } from "../../kernel/paging/result-tables.ts";
import type { ResultView } from "../../kernel/protocol/result-view.ts";
import type { Session } from "../../kernel/session/session.ts";
import { openFixture } from "../session/session-fixture.ts";

export interface KeptFixture {
  readonly session: Session;
  readonly tables: ResultTables;
  readonly result: string;
  readonly columns: readonly OutputColumn[];
  readonly page: (view: Partial<ResultView>, offset?: number, count?: number) => Promise<Page>;
}

interface Page {
  readonly rows: readonly (readonly OutputValue[])[];
  readonly total: number;
  readonly of: number;
}

/** A session with the table `kept` made of a query, and its pages. */
export async function keep(query: string): Promise<KeptFixture> {
  const { session } = await openFixture();
  await session.run(`CREATE TABLE kept AS ${query}`);
  const described = await session.run("FROM kept LIMIT 0");
  const columns = described.columns.map(({ name, type }) => ({
    name,
    label: name,
    unit: null,
    type,
  }));
  const tables = new ResultTables();
  const result = tables.add({ table: "kept", columns });
  const page: KeptFixture["page"] = ({ sort = [], filters = [] }, offset = 0, count = 200) =>
    tables.read(session, { result, view: { sort, filters }, offset, count });
  return { session, tables, result, columns, page };
}

/** All rows of a view, read page by page. */
export async function allRows(
  { page }: KeptFixture,
  view: Partial<ResultView>,
): Promise<OutputValue[][]> {
  const rows: OutputValue[][] = [];
  for (let total = Infinity; rows.length < total;) {
    const next = await page(view, rows.length);
    total = next.total;
    if (next.rows.length === 0 && rows.length < total) throw new Error("an empty page");
    rows.push(...next.rows.map((row) => [...row]));
  }
  return rows;
}
