import type { KnownTables } from "../cells/results.ts";
import type { SqlContext } from "../cells/sql-cell.ts";
import { metricByName } from "../metrics/catalogue.ts";
import type { Callable } from "../metrics/metric.ts";
import { parseTree } from "../query/read-tree.ts";
import type { EngineColumn } from "../query/result-units.ts";
import { resultColumns } from "../query/result-units.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { splitStatements } from "../language/sql-tokens.ts";
import type { ColumnMeaning } from "./arrow-stream.ts";

/**
 * What the columns of a text's last statement measure, where that is certain. Money has a currency
 * where all tables it comes from have the same one.
 */
export async function columnMeanings(
  sql: string,
  columns: readonly EngineColumn[],
  { tables, custom }: Pick<SqlContext, "tables" | "custom">,
): Promise<readonly ColumnMeaning[]> {
  const metric = (name: string): Callable | undefined =>
    metricByName(name) ?? custom.get(name.toLowerCase());
  const parser = await SqlParser.open();
  try {
    return await meaningsIn(sql, columns, { tables, parser, metric });
  } finally {
    parser.close();
  }
}

export interface MeaningContext {
  readonly tables: KnownTables;
  readonly parser: SqlParser;
  readonly metric: (name: string) => Callable | undefined;
}

/** The same with a parser that is open, and more functions than the built-in ones. */
export async function meaningsIn(
  sql: string,
  columns: readonly EngineColumn[],
  { tables, parser, metric }: MeaningContext,
): Promise<readonly ColumnMeaning[]> {
  const tree = await parseTree(splitStatements(sql).at(-1)?.text ?? "", parser.parse);
  const names = { table: (name: string) => tables.get(name)?.columns, metric };
  return resultColumns(tree.kind === "tree" ? tree : null, names, columns).map(
    ({ unit, label, currencyFrom }) => {
      const [currency = null, ...others] = new Set(
        currencyFrom?.map((name) => tables.get(name)?.currency ?? null),
      );
      return { unit, label, currency: others.length === 0 ? currency : null };
    },
  );
}
