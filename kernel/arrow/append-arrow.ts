import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { DuckDBDataChunk } from "@duckdb/node-api";
import duckdb from "@duckdb/node-bindings";
import type { Data, Table } from "apache-arrow";
import { fillColumn } from "./fill-vector.ts";

/** Rows that a chunk of the engine holds. */
const chunkRows = 2048;
/** Between two looks at whether it is stopped. */
const chunksAtOnce = 32;

/**
 * Adds the rows of an Arrow table to one of the engine's with the same columns. The kernel can be
 * talked to in between.
 *
 * @param types  of the columns, as engineType() gives them
 * @param signal  ends it early, with the rows so far
 */
export async function appendArrow(
  connection: DuckDBConnection,
  name: string,
  table: Table,
  types: readonly DuckDBType[],
  signal?: AbortSignal,
): Promise<void> {
  const appender = await connection.createAppender(name, "main");
  try {
    let chunks = 0;
    for (const { data, numRows } of table.batches) {
      for (let start = 0; start < numRows; start += chunkRows) {
        const count = Math.min(chunkRows, numRows - start);
        appender.appendDataChunk(chunkOf(data.children, types, start, count));
        if (++chunks % chunksAtOnce !== 0) continue;
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) return;
      }
    }
  } finally {
    appender.closeSync();
  }
}

function chunkOf(
  columns: readonly Data[],
  types: readonly DuckDBType[],
  start: number,
  count: number,
): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(types, count);
  for (const [index, data] of columns.entries()) {
    const type = types[index];
    if (type)
      fillColumn(duckdb.data_chunk_get_vector(chunk.chunk, index), type, data, start, count);
  }
  return chunk;
}
