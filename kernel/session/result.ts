import type { DuckDBDataChunk, DuckDBResult, DuckDBType } from "@duckdb/node-api";
import { ResultReturnType } from "@duckdb/node-api";
import type { Value } from "./values.ts";

export interface ResultColumn {
  /** As the statement names it; two columns may have the same name. */
  readonly name: string;
  /** The SQL type, such as "DECIMAL(18,2)". */
  readonly type: string;
}

export interface QueryResult {
  /** Empty for statements without rows. */
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** There are more rows than the limit let through. */
  readonly cut: boolean;
  /** Rows in all; null when cut, because the engine then stopped early. */
  readonly total: number | null;
  /** Rows written by INSERT, UPDATE, DELETE, MERGE or CREATE TABLE … AS. */
  readonly changed: number | null;
}

export interface ResultStream {
  readonly columns: readonly ResultColumn[];
  /** The columns' types for who reads the chunks themselves. */
  readonly types: readonly DuckDBType[];
  /**
   * The rows as the engine makes them, to be read once. Leaving the loop early ends the query.
   * @throws ProblemError where the query fails, and `interrupted` after interrupt() or close()
   */
  readonly chunks: AsyncGenerator<DuckDBDataChunk, void, undefined>;
}

export function columnsOf(result: DuckDBResult): readonly ResultColumn[] {
  if (!hasRows(result)) return [];
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => ({ name, type: String(types[index]) }));
}

export function typesOf(result: DuckDBResult): readonly DuckDBType[] {
  return hasRows(result) ? result.columnTypes() : [];
}

export function hasRows(result: DuckDBResult): boolean {
  return result.returnType === ResultReturnType.QUERY_RESULT;
}

/**
 * Whether a streamed result ended because it failed. The binding's fetchChunk() gives null for an
 * error as it does for the end, so rows would silently be missing; only the return type tells.
 */
export function hasFailed(result: DuckDBResult): boolean {
  return result.returnType === ResultReturnType.INVALID;
}

/** Rows written, where the statement counts them. */
export async function changedRows(result: DuckDBResult): Promise<number | null> {
  if (result.returnType === ResultReturnType.CHANGED_ROWS) return result.rowsChanged;
  // CREATE TABLE … AS answers "nothing", and yet has one row with the count.
  if (result.columnCount !== 1 || result.columnName(0) !== "Count") return null;
  const chunk = await result.fetchChunk();
  return chunk?.rowCount === 1 ? Number(chunk.getColumnVector(0).getItem(0)) : null;
}
